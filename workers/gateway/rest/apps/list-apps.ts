import { AppList, listApps } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const listAppsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/apps',
    area: 'Accounts',
    permission: 'apps.manage',
    summary: 'The apps that you have registered',
    response: AppList,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx }) => ({ data: await listApps(ctx) }),
);
