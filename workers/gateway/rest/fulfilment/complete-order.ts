import { completeOrder, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const completeOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/complete',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Closes an order: nothing of it comes back any more',
    params: OrderId,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params }) => completeOrder(ctx, { ...params }),
);
