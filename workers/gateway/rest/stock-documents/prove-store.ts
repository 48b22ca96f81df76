import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { ProofView, proveStore } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const proveStoreRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/proofs',
    area: 'Administration',
    permission: 'inventory.repair',
    summary: 'Compares a store with the movement ledger now',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    status: 201,
    response: ProofView,
    errors: ['not_found'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'proof-2026-0815' },
    },
  },
  ({ ctx, params, headers }) => proveStore(ctx, { storeId: params.storeId, key: headers['idempotency-key'] }),
);
