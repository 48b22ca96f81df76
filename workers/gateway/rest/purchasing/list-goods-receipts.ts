import { GoodsReceiptListView, ListGoodsReceiptsSchema, listGoodsReceipts } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const listGoodsReceiptsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/goods-receipts',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'Goods receipts, the newest first',
    query: ListGoodsReceiptsSchema,
    response: GoodsReceiptListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listGoodsReceipts(ctx, query),
);
