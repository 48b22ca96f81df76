import { OpenCartBody, OpenedCartView, openCart } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';

export const openCartRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/carts',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Opens an empty cart',
    description: 'The `token` in the answer is the only key to the cart: send it as `x-cart-token` from then on.',
    body: OpenCartBody,
    status: 201,
    response: OpenedCartView,
    errors: ['rate_limited'],
    limit: { name: 'carts', by: 'address', limit: 60, windowSeconds: 60 },
    example: { body: { language: 'en' } },
  },
  ({ ctx, body }) => openCart(ctx, body),
);
