import { ListSupplierReturnsSchema, listSupplierReturns, SupplierReturnListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const listSupplierReturnsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/supplier-returns',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'Returns to suppliers, the newest first',
    query: ListSupplierReturnsSchema,
    response: SupplierReturnListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listSupplierReturns(ctx, query),
);
