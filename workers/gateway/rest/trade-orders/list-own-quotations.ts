import { ListQuotationsQuery, listOwnQuotations, QuotationListView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';

export const listOwnQuotationsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/dealer/quotations',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: "What was quoted to one's own firm",
    query: ListQuotationsQuery,
    response: QuotationListView,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx, query }) => listOwnQuotations(ctx, query),
);
