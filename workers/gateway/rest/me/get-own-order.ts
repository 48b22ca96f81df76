import { getOwnOrder, OrderAccess, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getOwnOrderRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/orders/{orderId}',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'One of your orders, with its lines, tax, payments and timeline',
    params: OrderAccess.pick({ orderId: true }),
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params }) => getOwnOrder(ctx, params),
);
