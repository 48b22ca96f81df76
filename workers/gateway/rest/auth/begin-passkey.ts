import { beginPasskey, Ceremony, PasskeyProofBody } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const beginPasskeyRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/begin',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'What to ask an authenticator for, to make a passkey',
    body: PasskeyProofBody,
    response: Ceremony,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'conflict', 'rate_limited'],
    limit: accountChanges,
    example: { body: { password: 'three quiet remedies' } },
  },
  ({ ctx, body }) => beginPasskey(ctx, body),
);
