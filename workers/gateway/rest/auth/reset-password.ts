import { Changed, NewPasswordBody, resetPassword } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';

export const resetPasswordRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/password-reset/use',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Sets a new password with the link of a mail',
    description: 'Every session of the account ends.',
    body: NewPasswordBody,
    response: Changed,
    errors: ['expired', 'rate_limited'],
    limit: signInAttempts,
    example: { body: { token: 'rst_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo', password: 'three quiet remedies' } },
  },
  async ({ ctx, body, cookies }) => {
    await resetPassword(ctx, body);
    cookies.endSession();
    return { status: 'changed' } as const;
  },
);
