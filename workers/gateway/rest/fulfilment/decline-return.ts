import * as z from 'zod';
import { DeclineBody, declineReturn, OrderId, OrderView } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const declineReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/returns/{returnId}/decline',
    area: 'Administration',
    permission: 'orders.return',
    summary: 'Does not take the goods of a return back',
    params: OrderId.extend({ returnId: z.uuid() }),
    body: DeclineBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId, returnId: sample.returnId }, body: { note: 'The seal is broken' } },
  },
  ({ ctx, params, body }) => declineReturn(ctx, { ...params, ...body }),
);
