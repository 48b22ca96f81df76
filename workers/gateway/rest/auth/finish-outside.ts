import { FinishOutsideBody, finishOutside, OutsideAnswer, ProviderParams } from '#modules/accounts';
import { AppError } from '#platform/errors';
import { defineRoute } from '../../routing/define-route.ts';
import { signInAttempts } from './limits.ts';
import { answerSignIn } from './sign-in-answer.ts';

export const finishOutsideRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/outside/{provider}/finish',
    area: 'Accounts',
    permission: 'identity.sign_in',
    summary: 'Signs in with what the outside provider sent the browser back with',
    params: ProviderParams,
    body: FinishOutsideBody,
    response: OutsideAnswer,
    errors: ['unauthenticated', 'forbidden', 'expired', 'not_found', 'conflict', 'rate_limited'],
    limit: signInAttempts,
    example: {
      params: { provider: 'google' },
      body: { code: '4/0AdLIrYe', state: 'k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo' },
    },
  },
  async ({ ctx, params, body, cookies }) => {
    const { ceremony } = cookies;
    if (ceremony === undefined) throw new AppError('expired', 'This browser did not begin it, or too long ago.');
    cookies.endCeremony();
    const { outcome, returnTo } = await finishOutside(ctx, { ...params, ...body, ceremony });
    return outcome.kind === 'linked'
      ? { status: 'linked' as const, returnTo }
      : { ...answerSignIn(outcome, cookies), returnTo };
  },
);
