import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { AssembleKitBody, assembleKit, RepackView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const assembleKitRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/kits',
    area: 'Administration',
    permission: 'inventory.repack',
    summary: 'Makes kits of their parts, first expired first',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: AssembleKitBody,
    status: 201,
    response: RepackView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'kit-2026-0815' },
      body: { kitVariantId: sample.variantId, quantity: 5, batchNumber: 'KIT-1', mrpPaise: 99_000 },
    },
  },
  ({ ctx, params, headers, body }) =>
    assembleKit(ctx, { ...body, storeId: params.storeId, key: headers['idempotency-key'] }),
);
