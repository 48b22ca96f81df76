import * as z from 'zod';
import { IdempotencyKey, OrderId, OrderView, PackBody, packOrder } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const packOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/pack',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Puts picked pieces into parcels, once per Idempotency-Key',
    description: 'Without `lines` all that is picked. A part of an order may be packed and sent before the rest.',
    params: OrderId,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: PackBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'idempotency_mismatch'],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'packing-table-1' },
      body: { parcels: [{ weightGrams: 450 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    packOrder(ctx, { ...params, idempotencyKey: headers['idempotency-key'], ...body }),
);
