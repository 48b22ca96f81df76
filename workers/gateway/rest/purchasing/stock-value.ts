import * as z from 'zod';
import { StockValueQuery, StockValueView, stockValue } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const stockValueRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/stock-value',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'What the stock of a store is worth as of a day, variant by variant',
    description: 'By batch cost and by moving average.',
    params: z.strictObject({ storeId: z.uuid() }),
    query: StockValueQuery,
    response: StockValueView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId }, query: { limit: '5' } },
  },
  ({ ctx, params, query }) => stockValue(ctx, { ...params, ...query }),
);
