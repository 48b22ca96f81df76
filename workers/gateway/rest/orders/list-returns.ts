import { listReturns, OrderAccess, OrderReturnListView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { OrderHeaders } from './tokens.ts';

export const listReturnsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/orders/{orderId}/returns',
    area: 'Carts and orders',
    permission: 'orders.read.own',
    summary: 'What was cancelled and given back of an order',
    params: OrderAccess.pick({ orderId: true }),
    headers: OrderHeaders,
    response: OrderReturnListView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params, headers }) => listReturns(ctx, { ...params, token: headers['x-order-token'] || undefined }),
);
