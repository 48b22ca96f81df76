import { OrderView } from '#modules/orders';
import { DealerOrderParams, getDealerOrder } from '#modules/trade-orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getDealerOrderRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/dealer/orders/{orderId}',
    area: 'Carts and orders',
    permission: 'dealers.order',
    summary: "An order of one's own firm",
    params: DealerOrderParams,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { orderId: sample.orderId } },
  },
  ({ ctx, params }) => getDealerOrder(ctx, params),
);
