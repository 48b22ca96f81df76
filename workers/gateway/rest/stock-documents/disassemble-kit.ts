import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { DisassembleKitBody, disassembleKit, RepackView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const disassembleKitRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/disassembled-kits',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Takes kits apart: the batches they were made of are on the shelf again',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: DisassembleKitBody,
    status: 201,
    response: RepackView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'kit-apart-2026-0815' },
      body: { kitBatchId: sample.batch.batchId, quantity: 1 },
    },
  },
  ({ ctx, params, headers, body }) =>
    disassembleKit(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
