import { KeyListView, listKeys } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const listKeysRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/keys',
    area: 'Accounts',
    permission: 'keys.own',
    summary: 'Your keys for programs',
    response: KeyListView,
    errors: ['unauthenticated', 'forbidden'],
  },
  ({ ctx }) => listKeys(ctx),
);
