import { CheckoutRequest } from '#modules/orders';
import { acceptOwnQuotation, QuotationParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { CheckoutAnswerView } from '../orders/place-order.ts';
import { sample } from '../sample.ts';
import { CheckoutHeaders, storedAnswer } from './stored-answer.ts';

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
      params: { quotationId: sample.orderId },
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
    storedAnswer(
      await acceptOwnQuotation(ctx, { ...params, idempotencyKey: headers['idempotency-key'], request: body }),
    ),
);
