import { DeliveryOptionsQuery, DeliveryOptionsView, deliveryOptions } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CartHeaders } from '../orders/tokens.ts';
import { sample } from '../sample.ts';

export const deliveryOptionsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/delivery-options',
    area: 'Carts and orders',
    permission: 'carts.own',
    summary: 'Ways in which goods reach a postal code, with price, promise and slots',
    description:
      'With `cartId` and its token the price is that of the cart; send it back with the checkout as `deliveryPaise`, and it costs no more. Where nothing is delivered `notServed` says why.',
    query: DeliveryOptionsQuery,
    headers: CartHeaders,
    response: DeliveryOptionsView,
    errors: ['unauthenticated', 'not_found'],
    example: { query: { storeId: sample.storeId, postalCode: '411030' } },
  },
  ({ ctx, query, headers }) => deliveryOptions(ctx, { ...query, token: headers['x-cart-token'] }),
);
