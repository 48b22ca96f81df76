import { GoodsReceiptListView, ListGoodsReceiptsSchema, listGoodsReceipts } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

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
    example: { query: { storeId: sample.storeId } },
  },
  ({ ctx, query }) => listGoodsReceipts(ctx, query),
);
