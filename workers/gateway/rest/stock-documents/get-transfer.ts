import * as z from 'zod';
import { getTransfer, TransferView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const getTransferRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/transfers/{transferId}',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'One transfer, with what became of every piece',
    params: z.strictObject({ transferId: z.uuid() }),
    response: TransferView,
    errors: ['not_found'],
  },
  ({ ctx, params }) => getTransfer(ctx, params),
);
