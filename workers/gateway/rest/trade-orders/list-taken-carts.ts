import * as z from 'zod';
import { ListTakenCartsQuery, listTakenCarts, TakenCartListView } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listTakenCartsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/taken-carts',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'The drafts that staff of a store keep',
    params: z.strictObject({ storeId: z.uuid() }),
    query: ListTakenCartsQuery,
    response: TakenCartListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId }, query: { status: 'draft' } },
  },
  ({ ctx, params, query }) => listTakenCarts(ctx, { ...params, ...query }),
);
