import { CheckEmail, EmailBody, resendVerification } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { requestsOfMail } from './limits.ts';

export const resendVerificationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/verification',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Sends the link that proves an address again',
    description: 'The answer is the same whether or not there is such an account: the mail tells its owner.',
    body: EmailBody,
    status: 202,
    response: CheckEmail,
    errors: ['rate_limited'],
    limit: requestsOfMail,
    example: { body: { email: 'asha@example.com' } },
  },
  async ({ ctx, body }) => {
    await resendVerification(ctx, body);
    return { status: 'check_email' } as const;
  },
);
