import { CartView, ChangeCartLineInput, SetLineDiscountBody, setLineDiscount } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const setLineDiscountRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/carts/{cartId}/lines/{lineId}/discount',
    area: 'Carts and orders',
    permission: 'orders.discount',
    summary: 'Staff: takes something off a line, or no longer',
    description: 'Within what the grant allows in the store of the cart; below the floor only with orders.below_floor.',
    params: ChangeCartLineInput.pick({ cartId: true, lineId: true }),
    headers: CartHeaders,
    body: SetLineDiscountBody,
    response: CartView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'in_progress'],
    example: {
      params: { cartId: sample.cartId, lineId: sample.lineId },
      body: { reduction: { kind: 'percent', basisPoints: 500 }, reason: 'Label is torn' },
    },
  },
  ({ ctx, params, headers, body }) =>
    setLineDiscount(ctx, { ...params, ...body, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
