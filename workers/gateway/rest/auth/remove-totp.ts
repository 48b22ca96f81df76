import { Removed, RemoveTotpBody, removeTotp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const removeTotpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/totp/remove',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Turns the second factor off',
    body: RemoveTotpBody,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: accountChanges,
    example: { body: { password: 'three quiet remedies', code: '492039' } },
  },
  async ({ ctx, body }) => {
    await removeTotp(ctx, body);
    return { status: 'removed' } as const;
  },
);
