import { ProviderParams, Removed, unlinkOutside } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const unlinkOutsideRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/auth/outside/{provider}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Takes an outside account off the account',
    params: ProviderParams,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
  },
  async ({ ctx, params }) => {
    await unlinkOutside(ctx, params.provider);
    return { status: 'removed' } as const;
  },
);
