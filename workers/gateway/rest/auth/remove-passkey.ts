import { PasskeyParams, PasskeyProofBody, Removed, removePasskey } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';
import { accountChanges } from './limits.ts';

export const removePasskeyRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/auth/passkeys/{passkeyId}/remove',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Removes a passkey from the account',
    params: PasskeyParams,
    body: PasskeyProofBody,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'rate_limited'],
    limit: accountChanges,
    example: { body: { password: 'three quiet remedies' } },
  },
  async ({ ctx, params, body }) => {
    await removePasskey(ctx, params.passkeyId, body);
    return { status: 'removed' } as const;
  },
);
