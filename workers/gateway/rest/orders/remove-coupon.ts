import { CartView, CouponInput, removeCoupon } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const removeCouponRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/carts/{cartId}/coupons/{code}',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Takes a coupon out of a cart',
    params: CouponInput.pick({ cartId: true, code: true }),
    headers: CartHeaders,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict', 'in_progress'],
    example: { params: { cartId: sample.cartId, code: 'WELCOME10' } },
  },
  ({ ctx, params, headers }) =>
    removeCoupon(ctx, { ...params, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
