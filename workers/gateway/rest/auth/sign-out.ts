import { Ended, signOut } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const signOutRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/sign-out',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Ends this session',
    response: Ended,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx, cookies }) => {
    await signOut(ctx);
    cookies.endSession();
    return { ended: 1 };
  },
);
