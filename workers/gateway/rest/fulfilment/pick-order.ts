import { OrderId, OrderView, PickBody, pickOrder } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const pickOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/pick',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Begins the picking, and notes what was taken off the shelf',
    description:
      'Each line is confirmed by the batch number that was scanned. `picked` is how many are picked by now, so that saying it twice changes nothing.',
    params: OrderId,
    body: PickBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: {
      params: { orderId: sample.orderId },
      body: { lines: [{ position: 1, picked: 1, batchNumber: 'S24-118' }] },
    },
  },
  ({ ctx, params, body }) => pickOrder(ctx, { ...params, ...body }),
);
