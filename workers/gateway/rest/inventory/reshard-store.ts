import * as z from 'zod';
import { ReshardStoreSchema, reshardStore } from '#modules/inventory';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { StoreLayoutView } from './store-layout-view.ts';

export const reshardStoreRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/shards',
    area: 'Administration',
    permission: 'inventory.repair',
    summary: 'Spreads the stock of a busy store over several objects',
    description:
      'The store goes on selling while its variants move. Asking again for the same number changes nothing; another number is refused until the move is over.',
    params: z.strictObject({ storeId: z.uuid() }),
    body: ReshardStoreSchema.omit({ storeId: true }),
    status: 202,
    response: StoreLayoutView,
    errors: ['not_found', 'conflict'],
    example: { params: { storeId: sample.storeId }, body: { shards: 1 } },
  },
  ({ ctx, params, body }) => reshardStore(ctx, { ...params, ...body }),
);
