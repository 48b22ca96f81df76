import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { CreateTransferBody, createTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/transfers',
    area: 'Administration',
    permission: 'inventory.transfer',
    summary: 'Writes down what this store is to send to another',
    description: 'Nothing moves before it is dispatched. A repeated key answers the same transfer.',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: CreateTransferBody,
    status: 201,
    response: TransferView,
    errors: ['idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'transfer-2026-0815' },
      body: { toStoreId: sample.otherStoreId, lines: [{ variantId: sample.variantId, quantity: 6 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    createTransfer(ctx, { ...body, fromStoreId: params.storeId, key: headers['idempotency-key'] }),
);
