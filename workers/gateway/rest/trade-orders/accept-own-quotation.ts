import { CheckoutRequest } from '#modules/orders';
import { acceptOwnQuotation, QuotationParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CheckoutAnswerView } from '../orders/place-order.ts';
import { sample } from '../sample.ts';
import { CheckoutHeaders, placingErrors, placingExample, storedAnswer } from './placing.ts';

export const acceptOwnQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/dealer/quotations/{quotationId}/acceptance',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: 'A dealer accepts what was quoted to the firm, once',
    params: QuotationParams,
    headers: CheckoutHeaders,
    body: CheckoutRequest,
    status: 201,
    response: CheckoutAnswerView,
    errors: placingErrors,
    example: {
      params: { quotationId: sample.orderId },
      headers: { 'idempotency-key': 'taken-1' },
      body: placingExample,
    },
  },
  async ({ ctx, params, headers, body }) =>
    storedAnswer(
      await acceptOwnQuotation(ctx, { ...params, idempotencyKey: headers['idempotency-key'], request: body }),
    ),
);
