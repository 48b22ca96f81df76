import * as z from 'zod';
import { replayDeadLetters } from '#modules/events';
import { consumers } from '#platform/events';
import { defineRoute } from '../../routing/define-route.ts';

export const replayDeadLettersRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/dead-letters/{consumer}/replay',
    area: 'Administration',
    permission: 'events.replay',
    summary: 'Sends again what a consumer gave up on',
    params: z.strictObject({ consumer: z.enum(consumers) }),
    body: z.strictObject({ limit: z.int().min(1).max(1000).optional() }),
    response: z.object({ replayed: z.int().nonnegative() }).meta({ id: 'Replay' }),
    errors: [],
    example: { params: { consumer: 'campaigns' }, body: {} },
  },
  ({ ctx, params, body }) => replayDeadLetters(ctx, { ...params, ...body }),
);
