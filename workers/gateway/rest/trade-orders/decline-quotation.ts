import { declineQuotation, QuotationParams, QuotationView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const declineQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/quotations/{quotationId}/refusal',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Notes that its buyer does not want it',
    params: QuotationParams,
    response: QuotationView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { quotationId: sample.orderId } },
  },
  ({ ctx, params }) => declineQuotation(ctx, params),
);
