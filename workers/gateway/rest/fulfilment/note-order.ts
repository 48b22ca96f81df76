import { NoteBody, noteOrder, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const noteOrderRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/notes',
    area: 'Administration',
    permission: 'orders.read',
    summary: 'Adds a remark to the timeline',
    params: OrderId,
    body: NoteBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId }, body: { note: 'Rang the buyer: Tuesday suits her.' } },
  },
  ({ ctx, params, body }) => noteOrder(ctx, { ...params, ...body }),
);
