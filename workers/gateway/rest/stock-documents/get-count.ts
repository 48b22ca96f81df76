import * as z from 'zod';
import { CountView, getCount } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getCountRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/counts/{countId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'One count',
    params: z.strictObject({ countId: z.uuid() }),
    response: CountView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getCount(ctx, params),
);
