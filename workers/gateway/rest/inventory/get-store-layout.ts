import * as z from 'zod';
import { storeLayout } from '#modules/inventory';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { StoreLayoutView } from './store-layout-view.ts';

export const getStoreLayoutRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/shards',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Over how many objects the stock of a store is spread, and whether it is being moved',
    params: z.strictObject({ storeId: z.uuid() }),
    response: StoreLayoutView,
    errors: [],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params }) => storeLayout(ctx, params),
);
