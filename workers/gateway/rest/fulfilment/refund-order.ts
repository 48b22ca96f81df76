import * as z from 'zod';
import { GoodwillBody, IdempotencyKey, OrderId, OrderView, refundForGoodwill } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const refundOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/refunds',
    area: 'Administration',
    permission: 'orders.refund',
    summary: 'Gives money back without goods, once per Idempotency-Key',
    params: OrderId,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: GoodwillBody,
    response: OrderView,
    errors: [
      'unauthenticated',
      'forbidden',
      'second_factor_required',
      'not_found',
      'conflict',
      'illegal_transition',
      'idempotency_mismatch',
    ],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'packing-table-1' },
      body: { amountPaise: 5000, note: 'A bottle leaked a little' },
    },
  },
  ({ ctx, params, headers, body }) =>
    refundForGoodwill(ctx, { ...params, idempotencyKey: headers['idempotency-key'], ...body }),
);
