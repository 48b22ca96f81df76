import { getPurchaseOrder, PurchaseOrderParams, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const getPurchaseOrderRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'One purchase order, with what has come of it',
    params: PurchaseOrderParams,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx, params }) => getPurchaseOrder(ctx, params),
);
