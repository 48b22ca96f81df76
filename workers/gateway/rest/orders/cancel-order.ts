import { CancelBody, cancelOrder, OrderAccess, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { OrderHeaders } from './tokens.ts';

export const cancelOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/orders/{orderId}/cancel',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'Cancels an order before it is packed',
    description:
      'For its buyer, with the `orderToken` or signed in. Money goes back to where it came from. Cancelling twice is cancelling once.',
    params: OrderAccess.pick({ orderId: true }),
    headers: OrderHeaders,
    body: CancelBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'in_progress'],
    example: { params: { orderId: sample.orderId }, body: { reason: 'changed_mind' } },
  },
  ({ ctx, params, headers, body }) =>
    cancelOrder(ctx, { ...params, ...body, token: headers['x-order-token'] || undefined }),
);
