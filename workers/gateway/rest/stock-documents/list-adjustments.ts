import { AdjustmentListView, ListAdjustmentsSchema, listAdjustments } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listAdjustmentsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/adjustments',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Adjustments of your stores, the newest first',
    query: ListAdjustmentsSchema,
    response: AdjustmentListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listAdjustments(ctx, query),
);
