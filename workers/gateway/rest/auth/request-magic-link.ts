import { CheckEmail, MailBody, requestMagicLink } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { requestsOfMail } from './limits.ts';

export const requestMagicLinkRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/magic-link',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Sends a link that signs in, once',
    description: 'The answer is the same whether or not there is such an account: the mail tells its owner.',
    body: MailBody,
    status: 202,
    response: CheckEmail,
    errors: ['rate_limited'],
    limit: requestsOfMail,
    example: { body: { email: 'asha@example.com', language: 'en' } },
  },
  async ({ ctx, body }) => {
    await requestMagicLink(ctx, body);
    return { status: 'check_email' } as const;
  },
);
