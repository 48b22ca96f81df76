import { CartView, ChangeCartLineBody, ChangeCartLineInput, changeCartLine } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const changeCartLineRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/carts/{cartId}/lines/{lineId}',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Sets how many pieces a line has',
    params: ChangeCartLineInput.pick({ cartId: true, lineId: true }),
    headers: CartHeaders,
    body: ChangeCartLineBody,
    response: CartView,
    errors: ['unauthenticated', 'not_found', 'conflict'],
    example: { params: { cartId: sample.cartId, lineId: sample.lineId }, body: { quantity: 3 } },
  },
  ({ ctx, params, headers, body }) =>
    changeCartLine(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
