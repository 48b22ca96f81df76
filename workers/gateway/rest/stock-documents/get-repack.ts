import * as z from 'zod';
import { getRepack, RepackView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getRepackRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/repacks/{repackId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'One repack, with what went in and what came out',
    params: z.strictObject({ repackId: z.uuid() }),
    response: RepackView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getRepack(ctx, params),
);
