import { ListOrders, listOrders, StaffOrderList } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';

export const listOrdersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/orders',
    area: 'Administration',
    permission: 'orders.read',
    summary: 'Orders of the stores that you may read, the newest first',
    query: ListOrders,
    response: StaffOrderList,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { status: 'placed' } },
  },
  ({ ctx, query }) => listOrders(ctx, query),
);
