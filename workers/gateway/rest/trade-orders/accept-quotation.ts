import { CheckoutRequest } from '#modules/orders';
import { acceptQuotation, QuotationParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CheckoutAnswerView } from '../orders/place-order.ts';
import { sample } from '../sample.ts';
import { CheckoutHeaders, placingErrors, placingExample, storedAnswer } from './placing.ts';

export const acceptQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/quotations/{quotationId}/acceptance',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Places what was quoted at the quoted prices, once',
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
    storedAnswer(await acceptQuotation(ctx, { ...params, idempotencyKey: headers['idempotency-key'], request: body })),
);
