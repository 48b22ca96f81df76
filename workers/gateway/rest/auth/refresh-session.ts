import { RefreshBody, refreshSession, SignedIn } from '#modules/accounts';
import { AppError } from '#platform/errors';
import { defineRoute } from '../../routing/define-route.ts';
import { renewals } from './limits.ts';
import { answerTokens } from './sign-in-answer.ts';

export const refreshSessionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/refresh',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Renews a session, once per refresh token',
    description:
      'Of several callers with one token exactly one gets the next; the others get `conflict` for ten seconds. Whoever brings a used token later ends the session: it was stolen. A browser sends no body; its token is in a cookie.',
    body: RefreshBody,
    response: SignedIn,
    errors: ['unauthenticated', 'conflict', 'rate_limited'],
    limit: renewals,
    example: { body: { refreshToken: 'ref_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo' } },
  },
  async ({ ctx, body, cookies }) => {
    const isOfBrowser = body.refreshToken === undefined;
    const refreshToken = body.refreshToken ?? cookies.refreshToken;
    if (refreshToken === undefined) throw new AppError('unauthenticated', 'Sign in: there is no session to renew.');
    try {
      return answerTokens(await refreshSession(ctx, { refreshToken }), cookies, isOfBrowser);
    } catch (error) {
      // The browser must not come back with it at every page.
      if (isOfBrowser && error instanceof AppError && error.code === 'unauthenticated') cookies.endSession();
      throw error;
    }
  },
);
