import * as z from 'zod';
import { ShelfPlacesBody, setShelfPlaces } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setShelfPlacesRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/stores/{storeId}/shelf-places',
    area: 'Administration',
    permission: 'inventory.receive',
    summary: 'Says where variants stand in a store; others stay where they are',
    params: z.strictObject({ storeId: z.uuid() }),
    body: ShelfPlacesBody,
    response: z.object({ placed: z.int() }).meta({ id: 'ShelfPlaces' }),
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {
      params: { storeId: sample.storeId },
      body: { places: [{ variantId: sample.variantId, place: 'B-04-2', walk: 42 }] },
    },
  },
  ({ ctx, params, body }) => setShelfPlaces(ctx, { ...params, ...body }),
);
