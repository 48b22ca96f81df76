import { getMe, MeView } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const getMeRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Who you are, how you sign in and what you may do',
    response: MeView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx }) => getMe(ctx),
);
