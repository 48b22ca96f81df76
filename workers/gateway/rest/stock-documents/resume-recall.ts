import * as z from 'zod';
import { RecallView, resumeRecall } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const resumeRecallRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/recalls/{recallId}/resume',
    area: 'Administration',
    permission: 'inventory.recall',
    summary: 'Goes on at once with a recall that waits for a store',
    params: z.strictObject({ recallId: z.uuid() }),
    response: RecallView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => resumeRecall(ctx, params),
);
