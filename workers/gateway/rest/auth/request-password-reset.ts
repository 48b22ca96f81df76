import { CheckEmail, MailBody, requestPasswordReset } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { requestsOfMail } from './limits.ts';

export const requestPasswordResetRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/password-reset',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Sends a link that sets a new password, once',
    description: 'The answer is the same whether or not there is such an account: the mail tells its owner.',
    body: MailBody,
    status: 202,
    response: CheckEmail,
    errors: ['rate_limited'],
    limit: requestsOfMail,
    example: { body: { email: 'asha@example.com', language: 'en' } },
  },
  async ({ ctx, body }) => {
    await requestPasswordReset(ctx, body);
    return { status: 'check_email' } as const;
  },
);
