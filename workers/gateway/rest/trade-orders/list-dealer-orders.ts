import { DealerOrderList, ListDealerOrders, listDealerOrders } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';

export const listDealerOrdersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/dealer/orders',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: "What was ordered for one's own firm, the newest first",
    query: ListDealerOrders,
    response: DealerOrderList,
    errors: ['unauthenticated', 'forbidden'],
    example: {},
  },
  ({ ctx, query }) => listDealerOrders(ctx, query),
);
