import { EndedSessionsView, endSessions, PersonPath } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const endSessionsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/end-sessions',
    area: 'Administration',
    permission: 'people.suspend',
    summary: 'Signs somebody out everywhere',
    params: PersonPath,
    response: EndedSessionsView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found'],
    example: { params: { personId: sample.orderId } },
  },
  ({ ctx, params }) => endSessions(ctx, params),
);
