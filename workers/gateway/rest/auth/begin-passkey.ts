import { beginPasskey, Ceremony } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const beginPasskeyRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/begin',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'What to ask an authenticator for, to make a passkey',
    response: Ceremony,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: accountChanges,
  },
  ({ ctx }) => beginPasskey(ctx),
);
