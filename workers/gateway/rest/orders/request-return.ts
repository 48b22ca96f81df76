import { IdempotencyKey, OrderAccess, OrderReturnView, ReturnBody, requestReturn } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { OrderHeaders } from './tokens.ts';

export const requestReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/orders/{orderId}/returns',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'Asks to give goods of an order back, once per Idempotency-Key',
    description: 'Within the days that the return policy gives. Money goes back once the goods are there.',
    params: OrderAccess.pick({ orderId: true }),
    headers: OrderHeaders.extend({ 'idempotency-key': IdempotencyKey }),
    body: ReturnBody,
    status: 201,
    response: OrderReturnView,
    errors: [
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'illegal_transition',
      'expired',
      'idempotency_mismatch',
    ],
    example: {
      params: { orderId: sample.orderId },
      headers: { 'idempotency-key': 'my-return-1' },
      body: { reason: 'damaged', lines: [{ position: 1, quantity: 1 }] },
    },
  },
  ({ ctx, params, headers, body }) =>
    requestReturn(ctx, {
      ...params,
      ...body,
      token: headers['x-order-token'] || undefined,
      idempotencyKey: headers['idempotency-key'],
    }),
);
