import { DealerCreditView, showOwnCredit } from '#modules/dealer-accounts';
import { defineRoute } from '../../routing/define-route.ts';

export const showOwnCreditRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/dealer/credit',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: "What one's own firm owes, how old it is, and what it may still order on credit",
    response: DealerCreditView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx }) => showOwnCredit(ctx),
);
