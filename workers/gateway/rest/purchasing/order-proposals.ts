import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { OrderedProposalsView, OrderProposalsBody, orderProposals } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const orderProposalsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/purchase-proposals/orders',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Makes accepted proposals into one draft order a supplier',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: OrderProposalsBody,
    status: 201,
    response: OrderedProposalsView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'proposals-2026-11-22' },
      body: { lines: [{ variantId: sample.variantId, supplierId: sample.supplierId, quantity: 24 }] },
    },
  },
  ({ ctx, params, headers, body }) => orderProposals(ctx, { ...params, key: headers['idempotency-key'], ...body }),
);
