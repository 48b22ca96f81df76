import { EndpointListView, ListEndpointsSchema, listEndpoints } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';

export const listEndpointsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/webhook-endpoints',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Webhook endpoints, the newest first',
    query: ListEndpointsSchema,
    response: EndpointListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '20' } },
  },
  ({ ctx, query }) => listEndpoints(ctx, query),
);
