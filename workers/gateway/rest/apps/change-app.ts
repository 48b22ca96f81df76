import { AppParams, AppView, ChangeAppBody, changeApp } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const changeAppRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/apps/{clientId}',
    area: 'Accounts',
    permission: 'apps.manage',
    summary: 'Changes an app of yours',
    params: AppParams,
    body: ChangeAppBody,
    response: AppView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { clientId: 'app_3kT9mQ2vXw7LrB5nYc8dZf1g' }, body: { name: 'Reorder reminder' } },
  },
  ({ ctx, params, body }) => changeApp(ctx, params.clientId, body),
);
