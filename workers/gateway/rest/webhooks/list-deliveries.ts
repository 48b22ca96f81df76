import { DeliveryListView, EndpointId, ListDeliveriesQuery, listDeliveries } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listDeliveriesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'What was and will be sent to a webhook endpoint, the newest first',
    params: EndpointId,
    query: ListDeliveriesQuery,
    response: DeliveryListView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId } },
  },
  ({ ctx, params, query }) => listDeliveries(ctx, { ...params, ...query }),
);
