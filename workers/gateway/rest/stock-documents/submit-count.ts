import * as z from 'zod';
import { CountView, submitCount } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const submitCountRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/counts/{countId}/submit',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'Says that everything is counted',
    params: z.strictObject({ countId: z.uuid() }),
    response: CountView,
    errors: ['not_found', 'illegal_transition'],
  },
  ({ ctx, params }) => submitCount(ctx, params),
);
