import { CheckoutRequest } from '#modules/orders';
import { placeTakenCart, TakenCartParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CheckoutAnswerView } from '../orders/place-order.ts';
import { sample } from '../sample.ts';
import { CheckoutHeaders, storedAnswer } from './stored-answer.ts';

export const placeTakenCartRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/taken-carts/{takenCartId}/checkout',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Places a kept cart for its buyer, once per Idempotency-Key',
    params: TakenCartParams,
    headers: CheckoutHeaders,
    body: CheckoutRequest,
    status: 201,
    response: CheckoutAnswerView,
    errors: [
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'expired',
      'illegal_transition',
      'out_of_stock',
      'licence_lapsed',
      'price_changed',
      'in_progress',
      'idempotency_mismatch',
    ],
    example: {
      params: { takenCartId: sample.cartId },
      headers: { 'idempotency-key': 'taken-1' },
      body: {
        contact: { name: 'Asha Kulkarni', email: 'asha@example.com', phone: '+919820012345' },
        shippingAddress: { line1: '12 Tilak Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
        deliveryMethod: 'pickup',
        paymentMethod: 'cod',
        consents: [],
      },
    },
  },
  async ({ ctx, params, headers, body }) =>
    storedAnswer(await placeTakenCart(ctx, { ...params, idempotencyKey: headers['idempotency-key'], request: body })),
);
