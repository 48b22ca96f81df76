import { ConfirmBody, confirmOrder, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const confirmOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/confirm',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Takes an order on; its lines stand on the pick list from then on',
    params: OrderId,
    body: ConfirmBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId }, body: {} },
  },
  ({ ctx, params, body }) => confirmOrder(ctx, { ...params, ...body }),
);
