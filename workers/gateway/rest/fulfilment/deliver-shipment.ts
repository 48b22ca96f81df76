import { DeliverBody, deliverShipment, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const deliverShipmentRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/deliver',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Notes that parcels arrived, came back, or were handed over at the counter',
    params: OrderId,
    body: DeliverBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'rate_limited'],
    example: { params: { orderId: sample.orderId }, body: { shipmentId: sample.shipmentId } },
  },
  ({ ctx, params, body }) => deliverShipment(ctx, { ...params, ...body }),
);
