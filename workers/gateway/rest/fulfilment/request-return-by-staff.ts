import * as z from 'zod';
import { IdempotencyKey, OrderId, OrderReturnView, ReturnBody, requestReturn } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const requestReturnByStaffRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/returns',
    area: 'Administration',
    permission: 'orders.return',
    summary: 'Opens a return for a buyer, once per Idempotency-Key',
    description: 'Also past the days that the return policy gives, and for parcels that came back from the door.',
    params: OrderId,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: ReturnBody,
    status: 201,
    response: OrderReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition', 'idempotency_mismatch'],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'return-1' },
      body: { reason: 'refused', lines: [{ position: 1, quantity: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    requestReturn(ctx, { ...params, idempotencyKey: headers['idempotency-key'], ...body }),
);
