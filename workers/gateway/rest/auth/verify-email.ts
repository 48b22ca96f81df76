import { SignInAnswer, TokenBody, verifyEmail } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const verifyEmailRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/verify-email',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Proves an address by the link of the mail, and signs in',
    body: TokenBody,
    response: SignInAnswer,
    errors: ['expired', 'rate_limited'],
    limit: signInAttempts,
    example: { body: { token: 'vrf_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo' } },
  },
  async ({ ctx, body, cookies }) => answerSignIn(await verifyEmail(ctx, body), cookies),
);
