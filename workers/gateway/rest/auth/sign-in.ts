import { SignInAnswer, SignInBody, signIn } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const signInRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/sign-in',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Signs in with a password',
    description:
      'Browsers send `x-session: cookie`: the tokens then travel as cookies that no script can read, and are left out of the answer. With a second factor the answer holds a `challenge` that opens nothing by itself.',
    body: SignInBody,
    response: SignInAnswer,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: signInAttempts,
    example: { body: { email: 'asha@example.com', password: 'three quiet remedies' } },
  },
  async ({ ctx, body, cookies }) => answerSignIn(await signIn(ctx, body), cookies),
);
