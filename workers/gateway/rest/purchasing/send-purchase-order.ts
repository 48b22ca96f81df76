import { movePurchaseOrder, PurchaseOrderParams, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const sendPurchaseOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}/dispatch',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Sends a purchase order to its supplier',
    description: 'Above the limit of the store it is approved first.',
    params: PurchaseOrderParams,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { purchaseOrderId: sample.orderId } },
  },
  ({ ctx, params }) => movePurchaseOrder(ctx, { ...params, to: 'sent' }),
);
