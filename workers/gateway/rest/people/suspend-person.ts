import { ChangedPersonView, PersonPath, SuspendBody, suspendPerson } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const suspendPersonRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/suspend',
    area: 'Administration',
    permission: 'people.suspend',
    summary: 'Shuts somebody out at once',
    description: 'Ends their sessions, keys and open invitations. The last owner stays.',
    params: PersonPath,
    body: SuspendBody,
    response: ChangedPersonView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: { params: { personId: sample.orderId }, body: { reason: 'Left the company' } },
  },
  ({ ctx, params, body }) => suspendPerson(ctx, { ...params, ...body }),
);
