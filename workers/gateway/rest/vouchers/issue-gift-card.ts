import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { IssuedGiftCardView, IssueGiftCardBody, issueGiftCard } from '#modules/vouchers';
import { defineRoute } from '../../routing/define-route.ts';

export const issueGiftCardRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/vouchers/gift-cards',
    area: 'Administration',
    permission: 'vouchers.issue',
    summary: 'Issues a gift card, once per Idempotency-Key',
    description: 'The answer tells its code, which is kept nowhere: only the same key tells it again.',
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: IssueGiftCardBody,
    status: 201,
    response: IssuedGiftCardView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'idempotency_mismatch'],
    example: {
      headers: { 'idempotency-key': 'gift-card-2026-11-22-1' },
      body: { amountPaise: 50_000, reason: 'Sold at the counter', expiresAt: null },
    },
  },
  ({ ctx, headers, body }) => issueGiftCard(ctx, { ...body, key: headers['idempotency-key'] }),
);
