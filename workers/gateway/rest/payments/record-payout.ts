import * as z from 'zod';
import { RecordPayoutBody, RefundPartView, recordPayout } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const recordPayoutRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/refund-parts/{refundPartId}/payout',
    area: 'Administration',
    permission: 'payments.confirm',
    summary: 'Records that staff gave money back by hand',
    description: 'For refunds `to_pay_out`. The refund is the key: the same payout again changes nothing.',
    params: z.strictObject({ refundPartId: z.uuid() }),
    body: RecordPayoutBody,
    response: RefundPartView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { refundPartId: sample.orderId }, body: { reference: 'Cash receipt 118' } },
  },
  ({ ctx, params, body }) => recordPayout(ctx, { ...params, ...body }),
);
