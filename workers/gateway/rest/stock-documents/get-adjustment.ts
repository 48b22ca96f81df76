import * as z from 'zod';
import { AdjustmentView, getAdjustment } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getAdjustmentRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/adjustments/{adjustmentId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'One adjustment',
    params: z.strictObject({ adjustmentId: z.uuid() }),
    response: AdjustmentView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getAdjustment(ctx, params),
);
