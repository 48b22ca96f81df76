import { QuotationParams, QuotationView, sendQuotation } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const sendQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/quotations/{quotationId}/sending',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Notes that its buyer has it',
    params: QuotationParams,
    response: QuotationView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { quotationId: sample.orderId } },
  },
  ({ ctx, params }) => sendQuotation(ctx, params),
);
