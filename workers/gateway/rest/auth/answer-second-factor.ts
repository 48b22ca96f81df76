import { answerSecondFactor, SecondFactorBody, SignInAnswer } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const answerSecondFactorRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/second-factor',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Finishes a sign-in with a second factor',
    body: SecondFactorBody,
    response: SignInAnswer,
    errors: ['unauthenticated', 'expired', 'rate_limited'],
    limit: signInAttempts,
    example: { body: { challenge: 'chl_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo', method: 'totp', code: '492039' } },
  },
  async ({ ctx, body, cookies }) => answerSignIn(await answerSecondFactor(ctx, body), cookies),
);
