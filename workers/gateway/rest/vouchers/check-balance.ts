import { CheckBalanceBody, checkBalance, GiftCardBalanceView } from '#modules/vouchers';
import { defineRoute, type RouteLimit } from '../../routing/define-route.ts';

/** A family with its presents gets through; whoever tries codes by the thousand does not. */
const balanceChecks: RouteLimit = { name: 'voucher-balance', by: 'address', limit: 30, windowSeconds: 600 };

export const checkBalanceRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/gift-cards/balance',
    area: 'Carts and orders',
    permission: 'orders.place',
    summary: 'What is left on a gift card',
    description: 'The code travels in the body, because addresses are logged.',
    body: CheckBalanceBody,
    response: GiftCardBalanceView,
    errors: ['not_found', 'rate_limited'],
    limit: balanceChecks,
    example: { body: { code: '0AB1-CDEF-GHJK-MNPQ' } },
  },
  ({ ctx, body }) => checkBalance(ctx, body),
);
