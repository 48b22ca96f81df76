import { BottleListView, ListBottlesSchema, listBottles } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listBottlesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/bottles',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Open bottles of your stores, the newest first',
    query: ListBottlesSchema,
    response: BottleListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listBottles(ctx, query),
);
