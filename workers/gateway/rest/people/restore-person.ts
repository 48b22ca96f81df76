import { ChangedPersonView, PersonPath, restorePerson, SuspendBody } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const restorePersonRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/restore',
    area: 'Administration',
    permission: 'people.suspend',
    summary: 'Lets somebody in again',
    params: PersonPath,
    body: SuspendBody,
    response: ChangedPersonView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: { params: { personId: sample.orderId }, body: { reason: 'Is back' } },
  },
  ({ ctx, params, body }) => restorePerson(ctx, { ...params, ...body }),
);
