import { getOrder, OrderAccess, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { OrderHeaders, requireToken } from './tokens.ts';

export const getOrderRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/orders/{orderId}',
    area: 'Carts and orders',
    permission: 'orders.read.own',
    summary: 'One order, with its lines, tax, payments and timeline',
    params: OrderAccess.pick({ orderId: true }),
    headers: OrderHeaders,
    response: OrderView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params, headers }) =>
    getOrder(ctx, { ...params, token: requireToken(headers['x-order-token'], 'x-order-token') }),
);
