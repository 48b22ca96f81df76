import { Ended, endSession, SessionParams } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const endSessionRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/auth/sessions/{sessionId}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Ends a session of the account',
    params: SessionParams,
    response: Ended,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  async ({ ctx, params }) => {
    await endSession(ctx, params.sessionId);
    return { ended: 1 };
  },
);
