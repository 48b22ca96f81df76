import { listProviders, ProviderList } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const listProvidersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/auth/providers',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'The outside accounts that one can sign in with',
    response: ProviderList,
    errors: [],
  },
  async ({ ctx }) => ({ data: await listProviders(ctx) }),
);
