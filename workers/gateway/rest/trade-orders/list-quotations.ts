import * as z from 'zod';
import { ListQuotationsQuery, listQuotations, QuotationListView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listQuotationsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/quotations',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'The quotations of a store, the newest first',
    params: z.strictObject({ storeId: z.uuid() }),
    query: ListQuotationsQuery,
    response: QuotationListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params, query }) => listQuotations(ctx, { ...params, ...query }),
);
