import { AddressListView, listAddresses } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const listAddressesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/addresses',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Your addresses, the default first',
    response: AddressListView,
    errors: ['unauthenticated', 'forbidden'],
  },
  ({ ctx }) => listAddresses(ctx),
);
