import { EndpointId, EndpointView, getEndpoint } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getEndpointRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/webhook-endpoints/{endpointId}',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'One webhook endpoint and how it fares',
    params: EndpointId,
    response: EndpointView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId } },
  },
  ({ ctx, params }) => getEndpoint(ctx, params),
);
