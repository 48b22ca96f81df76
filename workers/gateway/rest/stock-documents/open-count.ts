import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { CountView, OpenCountBody, openCount } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const openCountRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/counts',
    area: 'Administration',
    permission: 'inventory.count',
    summary: 'Begins a blind count of some variants or the whole store',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: OpenCountBody,
    status: 201,
    response: CountView,
    errors: ['not_found', 'idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'count-2026-0815' },
      body: { variantIds: [sample.variantId] },
    },
  },
  ({ ctx, params, headers, body }) =>
    openCount(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
