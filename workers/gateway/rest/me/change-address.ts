import { AddressParams, AddressView, ChangeAddressBody, changeAddress } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeAddressRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/me/addresses/{addressId}',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Changes an address, or makes it the default',
    params: AddressParams,
    body: ChangeAddressBody,
    response: AddressView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { addressId: sample.orderId }, body: { isDefault: true } },
  },
  ({ ctx, params, body }) => changeAddress(ctx, { ...params, change: body }),
);
