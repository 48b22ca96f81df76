import { exportMe, PersonExport } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const exportMeRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/export',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Everything that is kept about you',
    description: 'Not for apps and keys: they were lent a part of the account.',
    response: PersonExport,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx }) => exportMe(ctx),
);
