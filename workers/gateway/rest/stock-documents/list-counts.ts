import { CountListView, ListCountsSchema, listCounts } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listCountsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/counts',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Counts of your stores, the newest first',
    query: ListCountsSchema,
    response: CountListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listCounts(ctx, query),
);
