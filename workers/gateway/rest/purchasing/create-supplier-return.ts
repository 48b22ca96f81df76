import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { CreateSupplierReturnBody, createSupplierReturn, SupplierReturnView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const createSupplierReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/supplier-returns',
    area: 'Administration',
    permission: 'purchasing.write',
    summary: 'Drafts a return with its debit note, once per Idempotency-Key',
    params: z.strictObject({ storeId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    body: CreateSupplierReturnBody,
    status: 201,
    response: SupplierReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'idempotency_mismatch'],
    example: {
      params: { storeId: sample.storeId },
      headers: { 'idempotency-key': 'return-2026-11-22' },
      body: {
        supplierId: sample.supplierId,
        lines: [{ batchId: sample.batch.batchId, state: 'quarantined', quantity: 2, reason: 'rejected_at_receipt' }],
      },
    },
  },
  ({ ctx, params, headers, body }) =>
    createSupplierReturn(ctx, { ...params, key: headers['idempotency-key'], ...body }),
);
