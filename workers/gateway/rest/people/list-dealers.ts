import { DealerListView, ListDealersSchema, listDealers } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const listDealersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/dealers',
    area: 'Administration',
    permission: 'dealers.read',
    summary: 'Firms that buy to sell again',
    query: ListDealersSchema,
    response: DealerListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '20' } },
  },
  ({ ctx, query }) => listDealers(ctx, query),
);
