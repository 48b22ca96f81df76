import { ChangeOrderAddressBody, changeOrderAddress, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeOrderAddressRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/address',
    area: 'Administration',
    permission: 'orders.edit',
    summary: 'Sends an order elsewhere within the same state',
    description: 'Before anything of it is packed. Another state would change the tax: cancel it and order anew.',
    params: OrderId,
    body: ChangeOrderAddressBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: {
      params: { orderId: sample.orderId },
      body: {
        shippingAddress: { line1: '14 Tilak Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
      },
    },
  },
  ({ ctx, params, body }) => changeOrderAddress(ctx, { ...params, ...body }),
);
