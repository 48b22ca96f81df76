import * as z from 'zod';
import { OrderId, OrderView, ReceiveBody, receiveReturn } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const receiveReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/returns/{returnId}/receive',
    area: 'Administration',
    permission: 'orders.return',
    summary: 'Takes the goods of a return back',
    description:
      'Says for each line, and so for each batch, what is restocked, quarantined and destroyed. Stock, coupon, money and credit note follow by themselves.',
    params: OrderId.extend({ returnId: z.uuid() }),
    body: ReceiveBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: {
      params: { orderId: sample.orderId, returnId: sample.returnId },
      body: { lines: [{ position: 1, quarantine: 1 }] },
    },
  },
  ({ ctx, params, body }) => receiveReturn(ctx, { ...params, ...body }),
);
