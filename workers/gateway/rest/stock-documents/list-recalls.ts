import { ListRecallsSchema, listRecalls, RecallListView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listRecallsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/recalls',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Recalls of the company, the newest first',
    query: ListRecallsSchema,
    response: RecallListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listRecalls(ctx, query),
);
