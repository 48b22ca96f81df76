import { OrderId, OrderView, StopBody, stopOrder } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const stopOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/stop',
    area: 'Administration',
    permission: 'orders.cancel',
    summary: 'Stops an order, or lets it go on',
    params: OrderId,
    body: StopBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId }, body: { reason: 'The address is not complete' } },
  },
  ({ ctx, params, body }) => stopOrder(ctx, { ...params, ...body }),
);
