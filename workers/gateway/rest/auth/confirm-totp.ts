import { CodeBody, confirmTotp, TotpConfirmed } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';
import { answerTokens } from './sign-in-answer.ts';

export const confirmTotpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/totp/confirm',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Turns the second factor on',
    description: 'The recovery codes are shown this once.',
    body: CodeBody,
    response: TotpConfirmed,
    errors: ['unauthenticated', 'forbidden', 'expired', 'rate_limited'],
    limit: accountChanges,
    example: { body: { code: '492039' } },
  },
  async ({ ctx, body, cookies }) => {
    const { recoveryCodes, tokens } = await confirmTotp(ctx, body);
    return { recoveryCodes, session: answerTokens(tokens, cookies) };
  },
);
