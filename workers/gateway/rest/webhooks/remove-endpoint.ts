import * as z from 'zod';
import { EndpointId, removeEndpoint } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const removeEndpointRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/webhook-endpoints/{endpointId}',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Removes a webhook endpoint; what waits for it is given up',
    params: EndpointId,
    response: z.object({ removed: z.literal(true) }).meta({ id: 'Removed' }),
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId } },
  },
  ({ ctx, params }) => removeEndpoint(ctx, params),
);
