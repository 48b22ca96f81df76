import { getOrderForStaff, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getOrderForStaffRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/orders/{orderId}',
    area: 'Administration',
    permission: 'orders.read',
    summary: 'One order as its store sees it, with what can be done next',
    params: OrderId,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params }) => getOrderForStaff(ctx, params),
);
