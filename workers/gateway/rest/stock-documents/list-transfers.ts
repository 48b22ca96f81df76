import { ListTransfersSchema, listTransfers, TransferListView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listTransfersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/transfers',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Transfers from or to your stores, the newest first',
    query: ListTransfersSchema,
    response: TransferListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listTransfers(ctx, query),
);
