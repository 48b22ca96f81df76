import { abandonCheckout, CartAccess, CheckoutStandingView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const abandonCheckoutRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/carts/{cartId}/checkout',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Gives up the payment that a cart waits for, and opens the cart again',
    description: 'Where it was paid meanwhile, the order stands: `state` is `placed`.',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders,
    response: CheckoutStandingView,
    errors: ['unauthenticated', 'not_found'],
    example: { params: { cartId: sample.cartId } },
  },
  ({ ctx, params, headers }) =>
    abandonCheckout(ctx, { ...params, token: requireToken(headers['x-cart-token'], 'x-cart-token') }),
);
