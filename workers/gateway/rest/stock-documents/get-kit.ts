import * as z from 'zod';
import { getKit, KitView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getKitRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/kits/{kitVariantId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'What a kit is made of',
    params: z.strictObject({ kitVariantId: z.uuid() }),
    response: KitView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getKit(ctx, params),
);
