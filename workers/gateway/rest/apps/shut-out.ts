import { AppParams, Removed, shutOut } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const shutOutRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/me/apps/{clientId}',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'Takes back what you allowed an app, and ends its sessions',
    params: AppParams,
    response: Removed,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { clientId: 'app_3kT9mQ2vXw7LrB5nYc8dZf1g' } },
  },
  async ({ ctx, params }) => {
    await shutOut(ctx, params.clientId);
    return { status: 'removed' } as const;
  },
);
