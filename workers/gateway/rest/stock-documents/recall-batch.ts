import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { RecallBatchBody, RecallView, recallBatch } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const recallBatchRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/recalls',
    area: 'Administration',
    permission: 'inventory.recall',
    summary: 'Recalls a batch everywhere, with everything that was made of it',
    description:
      'No store can sell it from now on, what is free is set aside, orders that have not left are stopped, and an event tells of it. A store that is away follows by itself.',
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: RecallBatchBody,
    status: 201,
    response: RecallView,
    errors: ['idempotency_mismatch'],
    example: {
      headers: { 'idempotency-key': 'recall-2026-0815' },
      body: { batchId: sample.batch.batchId, reason: 'Wrong strength on the label' },
    },
  },
  ({ ctx, headers, body }) => recallBatch(ctx, { ...body, key: headers['idempotency-key'] }),
);
