import * as z from 'zod';
import { ReceiveStockSchema, receiveStock } from '#modules/inventory';
import { IdempotencyKey } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const receiveStockRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/stock',
    area: 'Administration',
    permission: 'inventory.receive',
    summary: 'Books goods into a store, once per Idempotency-Key',
    description: 'The batches exist already. A repeated key answers what the first request booked.',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: ReceiveStockSchema.omit({ storeId: true, key: true }),
    status: 201,
    response: z.object({ booked: z.int() }).meta({ id: 'StockReceipt' }),
    errors: ['not_found', 'idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'delivery-2026-0815' },
      body: {
        kind: 'receipt',
        lines: [{ ...sample.batch, variantId: sample.variantId, quantity: 12 }],
      },
    },
  },
  ({ ctx, params, headers, body }) =>
    receiveStock(ctx, { storeId: params.storeId, key: headers['idempotency-key'], ...body }),
);
