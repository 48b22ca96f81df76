import * as z from 'zod';
import { CompensateTransferBody, compensateTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const compensateTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/transfers/{transferId}/compensate',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Sends back what is still under way',
    description: 'Once for a transfer, however often it is asked for.',
    params: z.strictObject({ transferId: z.uuid() }),
    body: CompensateTransferBody,
    response: TransferView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
    example: {
      body: { reason: 'The lorry turned round' },
    },
  },
  ({ ctx, params, body }) => compensateTransfer(ctx, { ...body, ...params }),
);
