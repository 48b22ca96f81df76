import { AddressParams, RemovedView, removeAddress } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const removeAddressRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/me/addresses/{addressId}',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Removes an address',
    params: AddressParams,
    response: RemovedView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { addressId: sample.orderId } },
  },
  ({ ctx, params }) => removeAddress(ctx, params),
);
