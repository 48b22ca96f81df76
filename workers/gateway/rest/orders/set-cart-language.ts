import { CartAccess, CartView, ChangeCartBody, setCartLanguage } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const setCartLanguageRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/carts/{cartId}',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Sets the language of the order to come',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    body: ChangeCartBody,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict'],
    example: { params: { cartId: sample.cartId }, body: { language: 'hi' } },
  },
  ({ ctx, params, headers, body }) =>
    setCartLanguage(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
