import { approvePurchaseOrder, PurchaseOrderParams, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const approvePurchaseOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}/approval',
    area: 'Administration',
    permission: 'purchasing.approve',
    summary: 'Approves a draft at its present total',
    params: PurchaseOrderParams,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { purchaseOrderId: sample.orderId } },
  },
  ({ ctx, params }) => approvePurchaseOrder(ctx, params),
);
