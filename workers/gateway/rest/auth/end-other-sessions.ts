import { Ended, endOtherSessions } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const endOtherSessionsRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/auth/sessions',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Ends every other session of the account',
    response: Ended,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx }) => ({ ended: await endOtherSessions(ctx) }),
);
