import { CartView, RemoveCartLineInput, removeCartLine } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const removeCartLineRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/carts/{cartId}/lines/{lineId}',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Takes a line out of a cart',
    params: RemoveCartLineInput.pick({ cartId: true, lineId: true }),
    headers: CartHeaders,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict'],
    example: { params: { cartId: sample.cartId, lineId: sample.lineId } },
  },
  ({ ctx, params, headers }) =>
    removeCartLine(ctx, { ...params, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
