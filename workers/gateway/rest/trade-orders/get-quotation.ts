import { getQuotation, QuotationParams, QuotationView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';

export const getQuotationRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/quotations/{quotationId}',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'One quotation, with its lines and why they cost what they cost',
    params: QuotationParams,
    response: QuotationView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {},
  },
  ({ ctx, params }) => getQuotation(ctx, params),
);
