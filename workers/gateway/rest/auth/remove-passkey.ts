import { PasskeyParams, Removed, removePasskey } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const removePasskeyRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/auth/passkeys/{passkeyId}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Removes a passkey from the account',
    params: PasskeyParams,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  async ({ ctx, params }) => {
    await removePasskey(ctx, params.passkeyId);
    return { status: 'removed' } as const;
  },
);
