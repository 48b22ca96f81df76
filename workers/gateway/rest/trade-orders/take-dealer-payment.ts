import * as z from 'zod';
import { DealerCreditView, DealerParams, DealerPaymentBody, takeDealerPayment } from '#modules/dealer-accounts';
import { IdempotencyKey } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const takeDealerPaymentRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/dealers/{dealerId}/payments',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: 'Notes what a dealer has paid on account, once per Idempotency-Key',
    params: DealerParams,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: DealerPaymentBody,
    status: 201,
    response: DealerCreditView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'idempotency_mismatch'],
    example: {
      params: { dealerId: sample.orderId },
      headers: { 'idempotency-key': 'payment-1' },
      body: { amountPaise: 250_000, reference: 'NEFT 00123' },
    },
  },
  ({ ctx, params, headers, body }) => takeDealerPayment(ctx, { ...params, ...body, key: headers['idempotency-key'] }),
);
