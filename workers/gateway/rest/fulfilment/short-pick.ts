import * as z from 'zod';
import { IdempotencyKey, OrderId, OrderView, ShortPickBody, shortPick } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const shortPickRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/short-picks',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Takes pieces off the order that the shelf does not hold',
    description: 'Says what the books hold of them from now on. What was paid for them goes back.',
    params: OrderId,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: ShortPickBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'idempotency_mismatch'],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'packing-table-1' },
      body: { lines: [{ position: 1, quarantine: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    shortPick(ctx, { ...params, idempotencyKey: headers['idempotency-key'], ...body }),
);
