import { finishPasskeySignIn, PasskeyAnswerBody, SignInAnswer } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const finishPasskeySignInRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/sign-in',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Signs in with a passkey',
    body: PasskeyAnswerBody,
    response: SignInAnswer,
    errors: ['unauthenticated', 'expired', 'rate_limited'],
    limit: signInAttempts,
    example: {
      body: { ceremony: 'cer_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo', response: { id: 'AQIDBA', type: 'public-key' } },
    },
  },
  async ({ ctx, body, cookies }) => answerSignIn(await finishPasskeySignIn(ctx, body), cookies),
);
