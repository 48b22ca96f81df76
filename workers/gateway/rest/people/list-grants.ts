import { GrantListView, listGrants, PersonPath } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listGrantsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/people/{personId}/grants',
    area: 'Administration',
    permission: 'roles.read',
    summary: 'What somebody was ever given',
    params: PersonPath,
    response: GrantListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { personId: sample.orderId } },
  },
  ({ ctx, params }) => listGrants(ctx, params),
);
