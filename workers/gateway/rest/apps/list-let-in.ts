import { LetInAppList, listLetIn } from '#modules/accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const listLetInRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/apps',
    area: 'Accounts',
    permission: 'identity.own',
    summary: 'The apps that you let in',
    response: LetInAppList,
    errors: ['unauthenticated', 'forbidden'],
  },
  async ({ ctx }) => ({ data: await listLetIn(ctx) }),
);
