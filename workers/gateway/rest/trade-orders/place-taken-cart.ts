import { CheckoutRequest } from '#modules/orders';
import { placeTakenCart, TakenCartParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CheckoutAnswerView } from '../orders/place-order.ts';
import { sample } from '../sample.ts';
import { CheckoutHeaders, placingErrors, placingExample, storedAnswer } from './placing.ts';

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
    errors: placingErrors,
    example: {
      params: { takenCartId: sample.cartId },
      headers: { 'idempotency-key': 'taken-1' },
      body: placingExample,
    },
  },
  async ({ ctx, params, headers, body }) =>
    storedAnswer(await placeTakenCart(ctx, { ...params, idempotencyKey: headers['idempotency-key'], request: body })),
);
