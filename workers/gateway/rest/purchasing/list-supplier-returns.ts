import { ListSupplierReturnsSchema, listSupplierReturns, SupplierReturnListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

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
    example: { query: { storeId: sample.storeId } },
  },
  ({ ctx, query }) => listSupplierReturns(ctx, query),
);
