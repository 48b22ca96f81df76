import { EndpointId, EndpointSecretView, rotateSecret } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const rotateSecretRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/webhook-endpoints/{endpointId}/rotate-secret',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Gives a webhook endpoint a new secret, shown this once',
    description: 'For 24 hours the one before signs as well.',
    params: EndpointId,
    response: EndpointSecretView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId } },
  },
  ({ ctx, params }) => rotateSecret(ctx, params),
);
