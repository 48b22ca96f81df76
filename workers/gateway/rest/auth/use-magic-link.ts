import { SignInAnswer, TokenBody, useMagicLink } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const useMagicLinkRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/magic-link/use',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Signs in with the link of a mail',
    body: TokenBody,
    response: SignInAnswer,
    errors: ['expired', 'rate_limited'],
    limit: signInAttempts,
    example: { body: { token: 'lnk_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo' } },
  },
  async ({ ctx, body, cookies }) => answerSignIn(await useMagicLink(ctx, body), cookies),
);
