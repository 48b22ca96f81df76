import { movePurchaseOrder, PurchaseOrderParams, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const cancelPurchaseOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}/cancellation',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Cancels a purchase order of which nothing has come',
    params: PurchaseOrderParams,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { purchaseOrderId: sample.orderId } },
  },
  ({ ctx, params }) => movePurchaseOrder(ctx, { ...params, to: 'cancelled' }),
);
