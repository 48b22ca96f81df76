import { DeadLetterDetail, DeadLetterId, DiscardDeadLetterBody, discardDeadLetter } from '#modules/events';
import { defineRoute } from '../../routing/define-route.ts';

export const discardDeadLetterRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/dead-letters/{consumer}/{letterId}/discard',
    area: 'Administration',
    permission: 'events.replay',
    summary: 'Gives a dead letter up for good, with a reason',
    params: DeadLetterId,
    body: DiscardDeadLetterBody,
    response: DeadLetterDetail,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'illegal_transition'],
    example: { body: { reason: 'A test order that was removed.' } },
  },
  ({ ctx, params, body }) => discardDeadLetter(ctx, { ...params, ...body }),
);
