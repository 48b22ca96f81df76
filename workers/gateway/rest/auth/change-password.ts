import { Changed, ChangePasswordBody, changePassword } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const changePasswordRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/password',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Changes the password',
    description: 'Every other session of the account ends.',
    body: ChangePasswordBody,
    response: Changed,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: accountChanges,
    example: { body: { current: 'three quiet remedies', password: 'four quiet remedies' } },
  },
  async ({ ctx, body }) => {
    await changePassword(ctx, body);
    return { status: 'changed' } as const;
  },
);
