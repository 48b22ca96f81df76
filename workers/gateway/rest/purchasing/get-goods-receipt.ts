import { GoodsReceiptParams, GoodsReceiptView, getGoodsReceipt } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const getGoodsReceiptRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/goods-receipts/{goodsReceiptId}',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'One goods receipt, with what a piece has cost',
    params: GoodsReceiptParams,
    response: GoodsReceiptView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx, params }) => getGoodsReceipt(ctx, params),
);
