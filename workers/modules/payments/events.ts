import * as z from 'zod';
import { defineEvent } from '#platform/define-event';
import { paymentMethodCodes, paymentProviderNames } from '#platform/payments-door';

const paise = z.int();

/** Money of an order came in. */
export const paymentCaptured = defineEvent(
  'payment.captured',
  z.object({
    paymentId: z.uuid(),
    orderId: z.uuid(),
    method: z.enum(paymentMethodCodes),
    provider: z.enum(paymentProviderNames),
    amountPaise: paise,
    currency: z.literal('INR'),
    capturedAt: z.iso.datetime(),
  }),
);

/** A part of a refund is over: the money is back where it came from, or the provider will not give it back. */
export const refundSettled = defineEvent(
  'refund.settled',
  z.object({
    refundId: z.uuid(),
    paymentId: z.uuid(),
    orderId: z.uuid(),
    method: z.string(),
    provider: z.enum(paymentProviderNames),
    amountPaise: paise,
    status: z.enum(['succeeded', 'failed']),
  }),
);

/** A buyer's bank asked for the money back, or has decided. */
export const paymentDisputed = defineEvent(
  'payment.disputed',
  z.object({
    disputeId: z.uuid(),
    provider: z.enum(paymentProviderNames),
    paymentId: z.uuid().nullable(),
    orderId: z.uuid().nullable(),
    amountPaise: paise,
    status: z.enum(['opened', 'won', 'lost']),
  }),
);
