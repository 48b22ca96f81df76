import { DeliveryDetailView, DeliveryId, getDelivery } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getDeliveryRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/webhook-deliveries/{deliveryId}',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'One delivery with its body and every try',
    params: DeliveryId,
    response: DeliveryDetailView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { deliveryId: sample.webhookDeliveryId } },
  },
  ({ ctx, params }) => getDelivery(ctx, params),
);
