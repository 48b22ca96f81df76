import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { GoodsReceiptView, ReceiveGoodsBody, receiveGoods } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const receiveGoodsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/goods-receipts',
    area: 'Administration',
    permission: 'inventory.receive',
    summary: 'Receives a delivery, once per Idempotency-Key',
    description:
      'Rejected goods go into quarantine. What is over, expired, short-dated or of a wrong batch is refused with every line that is odd.',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: ReceiveGoodsBody,
    status: 201,
    response: GoodsReceiptView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'delivery-note-4711' },
      body: {
        supplierId: sample.supplierId,
        invoiceNumber: 'BR/4711',
        invoiceDate: '2026-11-20',
        freightPaise: 25000,
        lines: [
          {
            variantId: sample.variantId,
            batchNumber: 'BR2611A',
            madeOn: '2026-10-01',
            expiresOn: '2031-09-30',
            mrpPaise: 12500,
            acceptedQuantity: 100,
            freeQuantity: 10,
            costPaise: 6200,
          },
        ],
      },
    },
  },
  ({ ctx, params, headers, body }) => receiveGoods(ctx, { ...params, key: headers['idempotency-key'], ...body }),
);
