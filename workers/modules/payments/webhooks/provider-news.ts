import * as z from 'zod';
import { paymentProviderNames } from '#platform/payments-door';

/** Longer than any id or word of a provider. */
const MAX_WORD = 200;
const word = z.string().max(MAX_WORD);

/** Ours are there and are ids, or the money is none of ours: several shops may share one account at a provider. */
const PaymentNews = z.object({
  kind: z.literal('payment'),
  captureRef: word.nullable(),
  report: z.object({
    paymentId: z.uuid(),
    cartId: z.uuid(),
    orderId: z.uuid(),
    provider: z.enum(paymentProviderNames),
    providerRef: word.min(1),
    status: z.enum(['captured', 'failed', 'pending']),
    amountPaise: z.int().min(0),
    currency: z.string().max(3),
    reportId: word,
  }),
});

const RefundNews = z.object({
  kind: z.literal('refund'),
  /** As it was asked for: see `refundKey`. */
  refundKey: word.min(1),
  refundRef: word.min(1),
  status: z.enum(['pending', 'succeeded', 'failed']),
});

const DisputeNews = z.object({
  kind: z.literal('dispute'),
  disputeRef: word.min(1),
  captureRef: word.nullable(),
  amountPaise: z.int().min(0),
  currency: z.string().max(3),
  reason: word,
  status: z.enum(['opened', 'won', 'lost']),
  respondBy: z.iso.datetime().nullable(),
  openedAt: z.iso.datetime(),
});

/** Of a kind that we do nothing about. */
const OtherNews = z.object({ kind: z.literal('other') });

/** What a call-back means to us: all that is kept of it. */
export const ProviderNews = z.discriminatedUnion('kind', [PaymentNews, RefundNews, DisputeNews, OtherNews]);
export type ProviderNews = z.infer<typeof ProviderNews>;
export type NewsOf<K extends ProviderNews['kind']> = Extract<ProviderNews, { kind: K }>;

/** A call-back that is proven to be the provider's. */
export interface Callback {
  /** The provider and its own name of the event. */
  id: string;
  provider: 'stripe' | 'razorpay' | 'manual';
  type: string;
  news: ProviderNews;
}

export const otherNews: ProviderNews = { kind: 'other' };

/** The news, or nothing to do where they are not about something of ours. */
export function newsOrOther(news: unknown): ProviderNews {
  const read = ProviderNews.safeParse(news);
  return read.success ? read.data : otherNews;
}
