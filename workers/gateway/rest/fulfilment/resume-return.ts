import * as z from 'zod';
import { OrderId, OrderView, ResumeBody, resumeReturn } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const resumeReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/orders/{orderId}/returns/{returnId}/resume',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Goes on with a return or cancellation that waits',
    description: 'With `doneByHand` the step that fails is passed over.',
    params: OrderId.extend({ returnId: z.uuid() }),
    body: ResumeBody,
    response: OrderView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: { params: { orderId: sample.orderId, returnId: sample.returnId }, body: {} },
  },
  ({ ctx, params, body }) => resumeReturn(ctx, { ...params, ...body }),
);
