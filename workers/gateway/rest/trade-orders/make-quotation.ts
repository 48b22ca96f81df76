import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { MakeQuotationBody, makeQuotation, QuotationView, TakenCartParams } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const makeQuotationRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/taken-carts/{takenCartId}/quotations',
    area: 'Administration',
    permission: 'orders.take',
    summary: 'Saves what a kept cart costs today as an offer with a number, once per Idempotency-Key',
    params: TakenCartParams,
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: MakeQuotationBody,
    status: 201,
    response: QuotationView,
    errors: [
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'out_of_stock',
      'idempotency_mismatch',
      'in_progress',
    ],
    example: {
      params: { takenCartId: sample.cartId },
      headers: { 'idempotency-key': 'quotation-1' },
      body: { validDays: 15 },
    },
  },
  ({ ctx, params, headers, body }) =>
    makeQuotation(ctx, { ...params, ...body, idempotencyKey: headers['idempotency-key'] }),
);
