import * as z from 'zod';
import { RefundView, ResumeRefundBody, resumeRefund } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const resumeRefundRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/refunds/{refundId}/resume',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Goes on with a refund at once',
    description: 'What the provider refused is asked for again, or handed over by staff.',
    params: z.strictObject({ refundId: z.uuid() }),
    body: ResumeRefundBody,
    response: RefundView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { refundId: sample.orderId }, body: { refused: 'by_hand' } },
  },
  ({ ctx, params, body }) => resumeRefund(ctx, { ...params, ...body }),
);
