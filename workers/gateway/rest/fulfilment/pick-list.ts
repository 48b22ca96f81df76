import * as z from 'zod';
import { PickListQuery, PickListView, pickList } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const pickListRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/pick-list',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'What is to be taken off the shelves, in the order in which one walks past them',
    description: 'Each line names its batch and expiry. Orders that are stopped are left out.',
    params: z.strictObject({ storeId: z.uuid() }),
    query: PickListQuery,
    response: PickListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params, query }) => pickList(ctx, { ...params, ...query }),
);
