import * as z from 'zod';
import { AdjustmentView, approveAdjustment } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const approveAdjustmentRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/adjustments/{adjustmentId}/approve',
    area: 'Administration',
    permission: 'inventory.approve',
    summary: 'Approves what somebody else has asked for, and books it',
    description: 'Once, however often it is asked for.',
    params: z.strictObject({ adjustmentId: z.uuid() }),
    response: AdjustmentView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
  },
  ({ ctx, params }) => approveAdjustment(ctx, params),
);
