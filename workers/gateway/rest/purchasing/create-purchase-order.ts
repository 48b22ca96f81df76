import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { CreatePurchaseOrderBody, createPurchaseOrder, PurchaseOrderView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createPurchaseOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/purchase-orders',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Drafts a purchase order, once per Idempotency-Key',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: CreatePurchaseOrderBody,
    status: 201,
    response: PurchaseOrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'order-2026-11-22' },
      body: {
        supplierId: sample.supplierId,
        lines: [
          { variantId: sample.variantId, quantity: 100, freeQuantity: 10, costPaise: 6200, discountBasisPoints: 250 },
        ],
      },
    },
  },
  ({ ctx, params, headers, body }) => createPurchaseOrder(ctx, { ...params, key: headers['idempotency-key'], ...body }),
);
