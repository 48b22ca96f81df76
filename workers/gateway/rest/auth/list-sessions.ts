import { listSessions, SessionList } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const listSessionsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/auth/sessions',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'The sessions of the account',
    response: SessionList,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx }) => ({ data: await listSessions(ctx) }),
);
