import { ListPurchaseOrdersSchema, listPurchaseOrders, PurchaseOrderListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listPurchaseOrdersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/purchase-orders',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'Purchase orders, the newest first',
    query: ListPurchaseOrdersSchema,
    response: PurchaseOrderListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { storeId: sample.storeId } },
  },
  ({ ctx, query }) => listPurchaseOrders(ctx, query),
);
