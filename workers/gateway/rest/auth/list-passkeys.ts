import { listPasskeys, PasskeyList } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const listPasskeysRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/auth/passkeys',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'The passkeys of the account',
    response: PasskeyList,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx }) => ({ data: await listPasskeys(ctx) }),
);
