import { DeadLetterDetail, DeadLetterId, getDeadLetter } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const getDeadLetterRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/dead-letters/{consumer}/{letterId}',
    area: 'Administration',
    permission: 'events.read',
    summary: 'One dead letter with its reason, its event and its body, personal data masked',
    params: DeadLetterId,
    response: DeadLetterDetail,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx, params }) => getDeadLetter(ctx, params),
);
