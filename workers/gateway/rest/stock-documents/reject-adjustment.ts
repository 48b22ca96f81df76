import * as z from 'zod';
import { AdjustmentView, RejectBody, rejectAdjustment } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const rejectAdjustmentRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/adjustments/{adjustmentId}/reject',
    area: 'Administration',
    permission: 'inventory.approve',
    summary: 'Refuses what somebody has asked for',
    params: z.strictObject({ adjustmentId: z.uuid() }),
    body: RejectBody,
    response: AdjustmentView,
    errors: ['not_found', 'illegal_transition'],
    example: {
      body: { note: 'It was found again' },
    },
  },
  ({ ctx, params, body }) => rejectAdjustment(ctx, { ...body, ...params }),
);
