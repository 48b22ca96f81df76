import { AddCartLinesBody, addCartLines, CartAccess, CartView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CartHeaders, requireToken } from '../orders/tokens.ts';
import { sample } from '../sample.ts';

export const addCartLinesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/carts/{cartId}/line-batches',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Puts many items into a cart, all of them or none',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    body: AddCartLinesBody,
    response: CartView,
    errors: ['not_found', 'conflict', 'in_progress'],
    example: {
      params: { cartId: sample.cartId },
      body: { lines: [{ variantId: sample.variantId, quantity: 12 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    addCartLines(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
