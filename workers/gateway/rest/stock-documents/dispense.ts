import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { BottleView, DispenseBody, dispense } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const dispenseRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/bottles/{bottleId}/dispensings',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Writes down what was poured from an open bottle',
    params: z.strictObject({ bottleId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: DispenseBody,
    response: BottleView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch'],
    example: {
      headers: { 'idempotency-key': 'dispense-2026-0815' },
      body: { amount: 5, reference: 'PUN/26-27/000123' },
    },
  },
  ({ ctx, params, headers, body }) => dispense(ctx, { ...body, ...params, key: headers['idempotency-key'] }),
);
