import { OrderId, OrderView, ShipBody, shipOrder } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const shipOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/shipments',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Sends a packed shipment off',
    description: '`manual` notes what staff arranged; another carrier is asked to fetch it, once a shipment.',
    params: OrderId,
    body: ShipBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'in_progress'],
    example: {
      params: { orderId: sample.orderId },
      body: { shipmentId: sample.shipmentId, trackingNumber: 'EK123456789IN' },
    },
  },
  ({ ctx, params, body }) => shipOrder(ctx, { ...params, ...body }),
);
