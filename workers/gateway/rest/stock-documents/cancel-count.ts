import * as z from 'zod';
import { CountView, cancelCount } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const cancelCountRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/counts/{countId}/cancel',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'Drops a count',
    params: z.strictObject({ countId: z.uuid() }),
    response: CountView,
    errors: ['not_found', 'illegal_transition'],
  },
  ({ ctx, params }) => cancelCount(ctx, params),
);
