import { DeliveryDetailView, DeliveryId, replayDelivery } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const replayDeliveryRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/webhook-deliveries/{deliveryId}/replay',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Sends a finished delivery again, with the same webhook-id',
    params: DeliveryId,
    status: 202,
    response: DeliveryDetailView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { deliveryId: sample.webhookDeliveryId } },
  },
  ({ ctx, params }) => replayDelivery(ctx, params),
);
