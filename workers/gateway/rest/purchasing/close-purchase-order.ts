import { movePurchaseOrder, PurchaseOrderParams, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const closePurchaseOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}/closing',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Closes a purchase order of which the rest will not come',
    params: PurchaseOrderParams,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { purchaseOrderId: sample.orderId } },
  },
  ({ ctx, params }) => movePurchaseOrder(ctx, { ...params, to: 'closed' }),
);
