import { finishPasskey, NewPasskeyBody, PasskeyView } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const finishPasskeyRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Adds a passkey to the account',
    body: NewPasskeyBody,
    status: 201,
    response: PasskeyView,
    errors: ['unauthenticated', 'forbidden', 'expired', 'conflict', 'rate_limited'],
    limit: accountChanges,
    example: {
      body: {
        ceremony: 'cer_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo',
        name: 'Phone',
        response: { id: 'AQIDBA', type: 'public-key' },
      },
    },
  },
  ({ ctx, body }) => finishPasskey(ctx, body),
);
