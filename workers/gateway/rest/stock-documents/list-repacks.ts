import { ListRepacksSchema, listRepacks, RepackListView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listRepacksRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/repacks',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'What was decanted, assembled, taken apart or opened, the newest first',
    query: ListRepacksSchema,
    response: RepackListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listRepacks(ctx, query),
);
