import { ListPurchaseOrdersSchema, listPurchaseOrders, PurchaseOrderListView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

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
    example: { query: { limit: '5' } },
  },
  ({ ctx, query }) => listPurchaseOrders(ctx, query),
);
