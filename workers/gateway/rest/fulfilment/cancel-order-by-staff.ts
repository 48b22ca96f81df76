import { CancelBody, cancelOrder, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const cancelOrderByStaffRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/cancel',
    area: 'Administration',
    permission: 'orders.cancel',
    summary: 'Cancels what has not left the store',
    description:
      'Goods back on the shelf, money back to where it came from, coupon and tax with them. Cancelling twice is cancelling once.',
    params: OrderId,
    body: CancelBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'in_progress'],
    example: { params: { orderId: sample.orderId }, body: { reason: 'out_of_stock' } },
  },
  ({ ctx, params, body }) => cancelOrder(ctx, { ...params, ...body }),
);
