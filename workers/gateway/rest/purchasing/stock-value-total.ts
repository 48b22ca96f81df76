import * as z from 'zod';
import { StockValueTotalQuery, StockValueTotalView, stockValueTotal } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const stockValueTotalRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/stock-value/total',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'What all the stock of a store is worth as of a day',
    params: z.strictObject({ storeId: z.uuid() }),
    query: StockValueTotalQuery,
    response: StockValueTotalView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params, query }) => stockValueTotal(ctx, { ...params, ...query }),
);
