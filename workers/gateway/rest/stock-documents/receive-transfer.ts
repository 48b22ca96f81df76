import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { ReceiveTransferBody, receiveTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const receiveTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/transfers/{transferId}/receipts',
    area: 'Administration',
    permission: 'inventory.transfer',
    summary: 'Books in what has arrived: good, damaged and lost',
    params: z.strictObject({ transferId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: ReceiveTransferBody,
    response: TransferView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      headers: { 'idempotency-key': 'receipt-2026-0815' },
      body: { lines: [{ batchId: sample.batch.batchId, received: 5, lost: 1, reason: 'One was missing' }] },
    },
  },
  ({ ctx, params, headers, body }) => receiveTransfer(ctx, { ...body, ...params, key: headers['idempotency-key'] }),
);
