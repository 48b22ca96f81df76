import { CheckEmail, SignUpBody, signUp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { requestsOfMail } from './limits.ts';

export const signUpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/sign-up',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Asks for an account',
    description: 'The answer is the same whether or not there is such an account: the mail tells its owner.',
    body: SignUpBody,
    status: 202,
    response: CheckEmail,
    errors: ['rate_limited'],
    limit: requestsOfMail,
    example: {
      body: { name: 'Asha Kulkarni', email: 'asha@example.com', password: 'three quiet remedies', language: 'en' },
    },
  },
  async ({ ctx, body }) => {
    await signUp(ctx, body);
    return { status: 'check_email' } as const;
  },
);
