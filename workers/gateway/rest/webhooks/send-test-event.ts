import { DeliveryDetailView, EndpointId, sendTestEvent } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const sendTestEventRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/webhook-endpoints/{endpointId}/test',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Sends an event that means nothing, the way of all others',
    params: EndpointId,
    status: 202,
    response: DeliveryDetailView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { endpointId: sample.webhookEndpointId } },
  },
  ({ ctx, params }) => sendTestEvent(ctx, params),
);
