import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { approveCount, CountView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const approveCountRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/counts/{countId}/approve',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'Books the differences of a count',
    description: 'Above the limit of the reason count_difference by somebody with inventory.approve who did not count.',
    params: z.strictObject({ countId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    response: CountView,
    errors: [
      'not_found',
      'too_large',
      'conflict',
      'idempotency_mismatch',
      'illegal_transition',
      'out_of_stock',
      'unavailable',
    ],
    example: {
      headers: { 'idempotency-key': 'approve-2026-0815' },
    },
  },
  ({ ctx, params, headers }) => approveCount(ctx, { ...params, key: headers['idempotency-key'] }),
);
