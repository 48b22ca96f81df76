import { beginTotp, PasswordBody, TotpSetup } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const beginTotpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/totp',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Begins a second factor: a secret for an authenticator',
    body: PasswordBody,
    response: TotpSetup,
    errors: ['unauthenticated', 'forbidden', 'conflict', 'rate_limited'],
    limit: accountChanges,
    example: { body: { password: 'three quiet remedies' } },
  },
  ({ ctx, body }) => beginTotp(ctx, body),
);
