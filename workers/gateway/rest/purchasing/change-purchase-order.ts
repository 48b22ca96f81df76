import {
  ChangePurchaseOrderBody,
  changePurchaseOrder,
  PurchaseOrderParams,
  PurchaseOrderView,
} from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changePurchaseOrderRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/purchase-orders/{purchaseOrderId}',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Gives a draft other lines',
    params: PurchaseOrderParams,
    body: ChangePurchaseOrderBody,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: {
      params: { purchaseOrderId: sample.orderId },
      body: { lines: [{ variantId: sample.variantId, quantity: 120, costPaise: 6200 }] },
    },
  },
  ({ ctx, params, body }) => changePurchaseOrder(ctx, { ...params, ...body }),
);
