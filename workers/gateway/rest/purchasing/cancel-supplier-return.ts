import { cancelSupplierReturn, SupplierReturnParams, SupplierReturnView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const cancelSupplierReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/supplier-returns/{supplierReturnId}/cancellation',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Gives a drafted return up',
    params: SupplierReturnParams,
    response: SupplierReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { supplierReturnId: sample.orderId } },
  },
  ({ ctx, params }) => cancelSupplierReturn(ctx, params),
);
