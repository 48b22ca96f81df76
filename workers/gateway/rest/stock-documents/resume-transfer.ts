import * as z from 'zod';
import { resumeTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const resumeTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/transfers/{transferId}/resume',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Goes on with a transfer that was cut off',
    params: z.strictObject({ transferId: z.uuid() }),
    response: TransferView,
    errors: ['not_found', 'conflict', 'idempotency_mismatch', 'illegal_transition', 'out_of_stock', 'unavailable'],
  },
  ({ ctx, params }) => resumeTransfer(ctx, params),
);
