import { getOrder, OrderAccess, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { OrderHeaders } from './tokens.ts';

export const getOrderRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/orders/{orderId}',
    area: 'Carts and orders',
    permission: 'orders.read.own',
    summary: 'One order, with its lines, tax, payments and timeline',
    description:
      'For its buyer, with the `orderToken` of the order or signed in to the account that ordered, and for staff of its store.',
    params: OrderAccess.pick({ orderId: true }),
    headers: OrderHeaders,
    response: OrderView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params, headers }) => getOrder(ctx, { ...params, token: headers['x-order-token'] || undefined }),
);
