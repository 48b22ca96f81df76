import { CreateEndpointBody, createEndpoint, EndpointSecretView } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';

export const createEndpointRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/webhook-endpoints',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Opens a webhook endpoint; its secret is shown this once',
    description:
      'Events are posted as Standard Webhooks; docs/webhooks.md tells how to verify them, and when they are sent again. Of orders an endpoint hears those that its owner placed or may read.',
    body: CreateEndpointBody,
    status: 201,
    response: EndpointSecretView,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: {
      body: {
        url: 'https://erp.partner.example/hooks/tincture',
        description: 'ERP',
        eventTypes: ['stock.band_crossed'],
      },
    },
  },
  ({ ctx, body }) => createEndpoint(ctx, body),
);
