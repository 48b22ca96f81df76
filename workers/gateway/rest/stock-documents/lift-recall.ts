import * as z from 'zod';
import { LiftRecallBody, liftRecall, RecallView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const liftRecallRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/recalls/{recallId}/lift',
    area: 'Administration',
    permission: 'inventory.recall',
    summary: 'Takes a recall back',
    params: z.strictObject({ recallId: z.uuid() }),
    body: LiftRecallBody,
    response: RecallView,
    errors: ['not_found'],
    example: {
      body: { reason: 'The laboratory found nothing' },
    },
  },
  ({ ctx, params, body }) => liftRecall(ctx, { ...body, ...params }),
);
