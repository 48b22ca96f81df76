import { CartAccess, CartView, getCart } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const getCartRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/carts/{cartId}',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'A cart, with lines, discounts, tax and total',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    response: CartView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { cartId: sample.cartId } },
  },
  ({ ctx, params, headers }) =>
    getCart(ctx, { ...params, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
