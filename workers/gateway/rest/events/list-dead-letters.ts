import { DeadLetterPage, ListDeadLettersSchema, listDeadLetters } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const listDeadLettersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/dead-letters',
    area: 'Administration',
    permission: 'events.read',
    summary: 'What consumers gave up on, the latest first',
    query: ListDeadLettersSchema,
    response: DeadLetterPage,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { consumer: 'campaigns', status: 'open' } },
  },
  ({ ctx, query }) => listDeadLetters(ctx, query),
);
