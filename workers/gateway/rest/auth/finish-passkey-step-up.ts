import { finishPasskeyStepUp, PasskeyAnswerBody, SignedIn } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';
import { answerTokens } from './sign-in-answer.ts';

export const finishPasskeyStepUpRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/step-up',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Shows a passkey as the second factor',
    body: PasskeyAnswerBody,
    response: SignedIn,
    errors: ['unauthenticated', 'forbidden', 'expired', 'rate_limited'],
    limit: accountChanges,
    example: {
      body: { ceremony: 'cer_k3Jr9vQeX2mWc7TzYb1LhN5sPdUaGfRo', response: { id: 'AQIDBA', type: 'public-key' } },
    },
  },
  async ({ ctx, body, cookies }) => answerTokens(await finishPasskeyStepUp(ctx, body), cookies),
);
