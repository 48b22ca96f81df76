import { ListSuppliersSchema, listSuppliers, SupplierListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const listSuppliersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/suppliers',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'Suppliers, by name',
    query: ListSuppliersSchema,
    response: SupplierListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { status: 'active' } },
  },
  ({ ctx, query }) => listSuppliers(ctx, query),
);
