import * as z from 'zod';
import { cancelTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const cancelTransferRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/transfers/{transferId}/cancel',
    area: 'Administration',
    permission: 'inventory.transfer',
    summary: 'Drops a draft',
    params: z.strictObject({ transferId: z.uuid() }),
    response: TransferView,
    errors: ['not_found', 'illegal_transition'],
  },
  ({ ctx, params }) => cancelTransfer(ctx, params),
);
