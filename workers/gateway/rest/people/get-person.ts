import { getPerson, PersonPath, PersonView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getPersonRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/people/{personId}',
    area: 'Administration',
    permission: 'people.read',
    summary: 'One person',
    params: PersonPath,
    response: PersonView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { personId: sample.orderId } },
  },
  ({ ctx, params }) => getPerson(ctx, params),
);
