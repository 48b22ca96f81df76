import * as z from 'zod';
import { ConfirmPaymentBody, confirmPayment, StaffPaymentView } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const confirmPaymentRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/payments/{paymentId}/confirm',
    area: 'Administration',
    permission: 'payments.confirm',
    summary: 'Confirms money that staff saw come: a transfer, a UPI payment, cash at the door or the counter',
    description: 'The payment is the key: the same confirmation again changes nothing, another reference is refused.',
    params: z.strictObject({ paymentId: z.uuid() }),
    body: ConfirmPaymentBody,
    response: StaffPaymentView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { paymentId: sample.orderId }, body: { amountPaise: 41_450, reference: 'UTR 632415220917' } },
  },
  ({ ctx, params, body }) => confirmPayment(ctx, { ...params, ...body }),
);
