import * as z from 'zod';
import { IdempotencyKey, OrderId, OrderView, TakeOutBody, takeOutPieces } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const takeOutPiecesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/take-out',
    area: 'Administration',
    permission: 'orders.edit',
    summary: 'Takes pieces out of an order before they are packed, once per Idempotency-Key',
    description:
      'They go back on the shelf; their price, discount and tax come off the bill, and what was paid for them goes back.',
    params: OrderId,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: TakeOutBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'idempotency_mismatch'],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'packing-table-1' },
      body: { lines: [{ position: 1, quantity: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    takeOutPieces(ctx, { ...params, idempotencyKey: headers['idempotency-key'], ...body }),
);
