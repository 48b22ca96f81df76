import * as z from 'zod';
import { IdempotencyKey } from '#modules/orders';
import { dispatchTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const dispatchTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/transfers/{transferId}/dispatch',
    area: 'Administration',
    permission: 'inventory.transfer',
    summary: 'Sends the goods off, what expires first going first',
    description:
      'They leave the shelf here and stand as in transit there. Once per Idempotency-Key; a draft again when the shelf no longer holds them.',
    params: z.strictObject({ transferId: z.uuid() }),
    headers: z.object({ 'idempotency-key': IdempotencyKey }),
    response: TransferView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      headers: { 'idempotency-key': 'dispatch-2026-0815' },
    },
  },
  ({ ctx, params, headers }) => dispatchTransfer(ctx, { ...params, key: headers['idempotency-key'] }),
);
