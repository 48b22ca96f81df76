import { ReorderedCartView, ReorderParams, reorder } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const reorderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/me/orders/{orderId}/reorder',
    area: 'Carts and orders',
    permission: 'profile.own',
    summary: "A new cart with everything of an earlier order, at today's prices",
    params: ReorderParams,
    status: 201,
    response: ReorderedCartView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    limit: { name: 'carts', by: 'address', limit: 60, windowSeconds: 60 },
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params }) => reorder(ctx, params),
);
