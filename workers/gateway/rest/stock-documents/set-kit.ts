import * as z from 'zod';
import { KitView, SetKitBody, setKit } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setKitRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/kits/{kitVariantId}',
    area: 'Administration',
    permission: 'catalog.import',
    summary: 'Says what a kit is made of',
    params: z.strictObject({ kitVariantId: z.uuid() }),
    body: SetKitBody,
    response: KitView,
    errors: ['not_found'],
    example: {
      body: { components: [{ variantId: sample.variantId, quantity: 2 }] },
    },
  },
  ({ ctx, params, body }) => setKit(ctx, { ...body, ...params }),
);
