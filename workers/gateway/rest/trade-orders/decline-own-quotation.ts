import { declineOwnQuotation, QuotationParams, QuotationView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const declineOwnQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/dealer/quotations/{quotationId}/refusal',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: 'A dealer does not want what was quoted to the firm',
    params: QuotationParams,
    response: QuotationView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { quotationId: sample.orderId } },
  },
  ({ ctx, params }) => declineOwnQuotation(ctx, params),
);
