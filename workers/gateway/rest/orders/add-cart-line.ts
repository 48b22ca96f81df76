import { AddCartLineBody, addCartLine, CartAccess, CartView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const addCartLineRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/carts/{cartId}/lines',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Puts pieces of a variant into a cart',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    body: AddCartLineBody,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict'],
    example: { params: { cartId: sample.cartId }, body: { variantId: sample.variantId, quantity: 2 } },
  },
  ({ ctx, params, headers, body }) =>
    addCartLine(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
