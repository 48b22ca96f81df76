import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { AdjustmentView, AdjustStockBody, adjustStock } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const adjustStockRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/adjustments',
    area: 'Administration',
    permission: 'inventory.adjust',
    summary: 'Changes stock for a reason: damage, theft, found, sample',
    description: 'Above the limit of its reason it waits for the approval of somebody else.',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: AdjustStockBody,
    status: 201,
    response: AdjustmentView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'adjustment-2026-0815' },
      body: { reason: 'damage', lines: [{ batchId: sample.batch.batchId, quantity: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    adjustStock(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
