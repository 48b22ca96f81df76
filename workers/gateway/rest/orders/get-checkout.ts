import { CartAccess, CheckoutStandingView, getCheckout } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const getCheckoutRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/carts/{cartId}/checkout',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Where a checkout stands, for a buyer who comes back from paying',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    response: CheckoutStandingView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { cartId: sample.cartId } },
  },
  ({ ctx, params, headers }) =>
    getCheckout(ctx, { ...params, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
