import { ListOwnOrders, listOwnOrders, OrderCardList } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';

export const listOwnOrdersRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/me/orders',
    area: 'Accounts',
    permission: 'profile.own',
    summary: 'Orders that you placed while signed in, the newest first',
    query: ListOwnOrders,
    response: OrderCardList,
    errors: ['unauthenticated', 'forbidden'],
  },
  ({ ctx, query }) => listOwnOrders(ctx, query),
);
