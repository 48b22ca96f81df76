import * as z from 'zod';
import { eventFlow, prometheusText } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export const getMetricsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/metrics',
    area: 'System',
    permission: 'events.read',
    summary: 'The same figures as Prometheus reads them, also at /metrics',
    description: 'Give Prometheus a key with `events.read` or the operator key as its bearer token.',
    responseType: 'text/plain',
    response: z.string(),
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  async ({ ctx }) =>
    new Response(prometheusText(await eventFlow(ctx)), {
      headers: { 'content-type': CONTENT_TYPE, 'cache-control': 'private, no-store' },
    }),
);
