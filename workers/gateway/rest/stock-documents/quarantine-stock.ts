import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { AdjustmentView, AdjustStockBody, quarantineStock } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const quarantineStockRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/quarantines',
    area: 'Administration',
    permission: 'inventory.quarantine',
    summary: 'Sets pieces aside, or gives them back to the shelf',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: AdjustStockBody,
    status: 201,
    response: AdjustmentView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'quarantine-2026-0815' },
      body: { reason: 'quarantine', lines: [{ batchId: sample.batch.batchId, quantity: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    quarantineStock(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
