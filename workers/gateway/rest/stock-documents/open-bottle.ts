import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { BottleView, OpenBottleBody, openBottle } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const openBottleRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/bottles',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Opens a pack to dispense from it',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: OpenBottleBody,
    status: 201,
    response: BottleView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'bottle-2026-0815' },
      body: { batchId: sample.batch.batchId, discardOn: '2035-01-31' },
    },
  },
  ({ ctx, params, headers, body }) =>
    openBottle(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
