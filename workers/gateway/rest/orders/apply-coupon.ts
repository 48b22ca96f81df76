import { ApplyCouponBody, applyCoupon, CartAccess, CartView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const applyCouponRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/carts/{cartId}/coupons',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Puts a coupon into a cart',
    description:
      'A code that does not exist, has ended, is used up or gives nothing here is refused with `invalid_input`, which says why.',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    body: ApplyCouponBody,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict', 'in_progress', 'rate_limited'],
    // Codes are short: nobody may try them out by the thousand.
    limit: { name: 'coupons', by: 'address', limit: 30, windowSeconds: 60 },
    example: { params: { cartId: sample.cartId }, body: { code: 'WELCOME10' } },
  },
  ({ ctx, params, headers, body }) =>
    applyCoupon(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
