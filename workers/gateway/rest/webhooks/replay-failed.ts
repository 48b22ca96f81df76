import * as z from 'zod';
import { EndpointId, ReplayFailedBody, replayFailed } from '#modules/webhooks';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const replayFailedRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/webhook-endpoints/{endpointId}/replay',
    area: 'Partners',
    permission: 'webhooks.manage',
    summary: 'Sends again what failed for good since a time',
    description: 'At most 1,000 in one call: call it until it answers 0.',
    params: EndpointId,
    body: ReplayFailedBody,
    status: 202,
    response: z.object({ replayed: z.int().nonnegative() }).meta({ id: 'Replay' }),
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { endpointId: sample.webhookEndpointId }, body: { since: '2026-11-20T00:00:00Z' } },
  },
  ({ ctx, params, body }) => replayFailed(ctx, { ...params, ...body }),
);
