import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { DecantBody, decantBatch, RepackView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const decantBatchRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/repacks',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Fills small packs from big ones of the same remedy and potency',
    description: 'The new batch knows its parent, never outlives it, and bears its cost with what was spilt.',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: DecantBody,
    status: 201,
    response: RepackView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'repack-2026-0815' },
      body: {
        sourceBatchId: sample.batch.batchId,
        sourceQuantity: 1,
        targetVariantId: sample.variantId,
        targetQuantity: 16,
        batchNumber: '23093447-30',
        mrpPaise: 12_500,
      },
    },
  },
  ({ ctx, params, headers, body }) =>
    decantBatch(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
