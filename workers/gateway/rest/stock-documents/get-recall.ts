import * as z from 'zod';
import { getRecall, RecallView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getRecallRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/recalls/{recallId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'One recall, with what your stores have of it',
    params: z.strictObject({ recallId: z.uuid() }),
    response: RecallView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getRecall(ctx, params),
);
