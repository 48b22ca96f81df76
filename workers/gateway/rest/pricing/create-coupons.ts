import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { CreateCouponsBody, CreatedCouponsView, createCoupons } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createCouponsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/promotions/{promotionId}/coupons',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Makes a coupon of a name, or many that nobody guesses, once per Idempotency-Key',
    params: z.strictObject({ promotionId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: z.strictObject({ coupons: CreateCouponsBody }),
    status: 201,
    response: CreatedCouponsView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'idempotency_mismatch'],
    example: {
      params: { promotionId: sample.promotionId },
      headers: { 'idempotency-key': 'spring-mailing-1' },
      body: { coupons: { kind: 'generated', count: 10, prefix: 'SPRING-' } },
    },
  },
  ({ ctx, params, headers, body }) =>
    createCoupons(ctx, { ...params, ...body, idempotencyKey: headers['idempotency-key'] }),
);
