import { SignedIn, StepUpBody, stepUp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';
import { answerTokens } from './sign-in-answer.ts';

export const stepUpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/step-up',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Shows a second factor again, for what asks for a fresh one',
    body: StepUpBody,
    response: SignedIn,
    errors: ['unauthenticated', 'forbidden', 'rate_limited'],
    limit: accountChanges,
    example: { body: { method: 'totp', code: '492039' } },
  },
  async ({ ctx, body, cookies }) => answerTokens(await stepUp(ctx, body), cookies),
);
