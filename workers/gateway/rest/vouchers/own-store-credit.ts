import { ownStoreCredit, StoreCreditView } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';

export const ownStoreCreditRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/store-credit',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Your store credit',
    response: StoreCreditView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => ownStoreCredit(ctx),
);
