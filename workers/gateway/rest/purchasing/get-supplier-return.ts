import { getSupplierReturn, SupplierReturnParams, SupplierReturnView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const getSupplierReturnRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/supplier-returns/{supplierReturnId}',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'One return, with the amounts of its debit note',
    params: SupplierReturnParams,
    response: SupplierReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx, params }) => getSupplierReturn(ctx, params),
);
