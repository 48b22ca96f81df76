import { AppParams, Removed, removeApp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const removeAppRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/apps/{clientId}',
    area: 'Accounts',
    permission: 'apps.manage',
    summary: 'Ends an app and every session that it was given',
    params: AppParams,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { clientId: 'app_3kT9mQ2vXw7LrB5nYc8dZf1g' } },
  },
  async ({ ctx, params }) => {
    await removeApp(ctx, params.clientId);
    return { status: 'removed' } as const;
  },
);
