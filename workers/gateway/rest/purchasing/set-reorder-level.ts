import * as z from 'zod';
import { ReorderLevelView, SetReorderLevelBody, setReorderLevel } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setReorderLevelRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/stores/{storeId}/reorder-levels/{variantId}',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Decides when a variant is ordered, instead of its sales',
    params: z.strictObject({ storeId: z.uuid(), variantId: z.uuid() }),
    body: SetReorderLevelBody,
    response: ReorderLevelView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {
      params: { storeId: sample.storeId, variantId: sample.variantId },
      body: { reorderPoint: 12, safetyStock: null },
    },
  },
  ({ ctx, params, body }) => setReorderLevel(ctx, { ...params, ...body }),
);
