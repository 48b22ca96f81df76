import { dispatchSupplierReturn, SupplierReturnParams, SupplierReturnView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const dispatchSupplierReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/supplier-returns/{supplierReturnId}/dispatch',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Sends a return on its way: its goods leave the shelves',
    params: SupplierReturnParams,
    response: SupplierReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'out_of_stock'],
    example: { params: { supplierReturnId: sample.orderId } },
  },
  ({ ctx, params }) => dispatchSupplierReturn(ctx, params),
);
