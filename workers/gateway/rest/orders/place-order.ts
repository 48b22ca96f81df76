import * as z from 'zod';
import {
  AwaitedPaymentView,
  CartAccess,
  CheckoutRequest,
  IdempotencyKey,
  PlacedOrderView,
  placeOrder,
} from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { CartHeaders, requireToken } from './tokens.ts';

export const CheckoutAnswerView = z.union([PlacedOrderView, AwaitedPaymentView]).meta({ id: 'CheckoutAnswer' });

export const placeOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/carts/{cartId}/checkout',
    area: 'Carts and orders',
    permission: 'orders.place',
    summary: 'Turns a cart into an order, or into a payment to complete, once per Idempotency-Key',
    description:
      'The same key with the same body gets the same answer byte for byte, a refusal included. `out_of_stock` names in `lines` what is short and what is left. Status 202 means that a payment is to be completed first: what then becomes of it tells `GET` of the same address. While a payment waits, another key gets that payment again.',
    params: CartAccess.pick({ cartId: true }),
    headers: CartHeaders.extend({ 'idempotency-key': IdempotencyKey }),
    body: CheckoutRequest,
    status: 201,
    response: CheckoutAnswerView,
    errors: [
      'unauthenticated',
      'not_found',
      'conflict',
      'expired',
      'rate_limited',
      'out_of_stock',
      'licence_lapsed',
      'price_changed',
      'in_progress',
      'idempotency_mismatch',
    ],
    example: {
      params: { cartId: sample.cartId },
      headers: { 'idempotency-key': 'my-order-1' },
      body: {
        contact: { name: 'Asha Kulkarni', email: 'asha@example.com', phone: '+919820012345' },
        shippingAddress: { line1: '12 Tilak Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
        deliveryMethod: 'standard',
        paymentMethod: 'cod',
        consents: [],
      },
    },
  },
  async ({ ctx, params, headers, body }) => {
    const token = requireToken(headers['x-cart-token'], 'x-cart-token');
    const idempotencyKey = headers['idempotency-key'];
    const answer = await placeOrder(ctx, { ...params, token, idempotencyKey, request: body });
    // The stored bytes go out as they are: a replay must not differ in a single one.
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': answer.contentType, 'cache-control': 'private, no-store' },
    });
  },
);
