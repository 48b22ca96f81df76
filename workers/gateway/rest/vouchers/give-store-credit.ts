import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { GiveStoreCreditBody, giveStoreCredit, StoreCreditView } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const giveStoreCreditRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/store-credit',
    area: 'Administration',
    permission: 'vouchers.issue',
    summary: 'Gives a person store credit, once per Idempotency-Key',
    params: z.strictObject({ personId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: GiveStoreCreditBody,
    status: 201,
    response: StoreCreditView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'idempotency_mismatch'],
    example: {
      params: { personId: sample.orderId },
      headers: { 'idempotency-key': 'goodwill-2026-11-22-1' },
      body: { amountPaise: 10_000, reason: 'Parcel came late' },
    },
  },
  ({ ctx, params, headers, body }) => giveStoreCredit(ctx, { ...params, ...body, key: headers['idempotency-key'] }),
);
