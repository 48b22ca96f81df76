import { ChangeEndpointBody, changeEndpoint, EndpointId, EndpointView } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeEndpointRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/webhook-endpoints/{endpointId}',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Changes, pauses or resumes a webhook endpoint',
    description: 'Set to active again, it is sent at once, in order, what waits for it.',
    params: EndpointId,
    body: ChangeEndpointBody,
    response: EndpointView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId }, body: { status: 'active' } },
  },
  ({ ctx, params, body }) => changeEndpoint(ctx, { ...params, changes: body }),
);
