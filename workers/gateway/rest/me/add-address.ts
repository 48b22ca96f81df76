import { AddressView, addAddress, NewAddressBody } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';

export const addAddressRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/me/addresses',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Adds an address, twenty at most; the first is the default',
    body: NewAddressBody,
    status: 201,
    response: AddressView,
    errors: ['unauthenticated', 'forbidden', 'conflict'],
    example: {
      body: {
        label: 'Home',
        name: 'Asha Kulkarni',
        phone: '+919820012345',
        line1: '12 Tilak Road',
        city: 'Pune',
        stateCode: '27',
        postalCode: '411030',
      },
    },
  },
  ({ ctx, body }) => addAddress(ctx, body),
);
