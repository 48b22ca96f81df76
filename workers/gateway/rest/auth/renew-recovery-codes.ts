import { CodeBody, RecoveryCodes, renewRecoveryCodes } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const renewRecoveryCodesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/recovery-codes',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'New recovery codes in place of the old ones',
    body: CodeBody,
    response: RecoveryCodes,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: accountChanges,
    example: { body: { code: '492039' } },
  },
  ({ ctx, body }) => renewRecoveryCodes(ctx, body),
);
