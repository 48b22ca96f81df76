import { OrderId, OrderView, ReassignBody, reassignLines } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const reassignLinesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/reassign',
    area: 'Administration',
    permission: 'orders.fulfil',
    summary: 'Lets another store ship lines of an order',
    description: 'Lines that nobody has begun to pick. The other store gives the same batch off its shelf.',
    params: OrderId,
    body: ReassignBody,
    response: OrderView,
    errors: [
      'unauthenticated',
      'forbidden',
      'not_found',
      'conflict',
      'illegal_transition',
      'out_of_stock',
      'in_progress',
    ],
    example: { params: { orderId: sample.orderId }, body: { storeId: sample.storeId, positions: [1] } },
  },
  ({ ctx, params, body }) => reassignLines(ctx, { ...params, ...body }),
);
