import { DeadLetterDetail, DeadLetterId, replayDeadLetter } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const replayDeadLetterRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/dead-letters/{consumer}/{letterId}/replay',
    area: 'Administration',
    permission: 'events.replay',
    summary: 'Sends the event of one dead letter again',
    description: 'From the log, not from the letter. A letter that was replayed already is answered as it is.',
    params: DeadLetterId,
    response: DeadLetterDetail,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'illegal_transition'],
  },
  ({ ctx, params }) => replayDeadLetter(ctx, params),
);
