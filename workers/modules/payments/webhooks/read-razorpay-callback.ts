import * as z from 'zod';
import { AppError } from '#platform/errors';
import { parseJson } from '#platform/http/json-body';
import { decodeText } from '#platform/http/read-body';
import { answerOfRefund, RazorpayLink, RazorpayRefund, reportOfLink } from '../providers/razorpay.ts';
import { isRazorpaySignature } from './callback-signature.ts';
import { type Callback, newsOrOther, otherNews, type ProviderNews } from './provider-news.ts';

/** Razorpay tries for a day. What is older than that was kept by somebody. */
const MAX_AGE_MS = 26 * 3_600_000;
const MAX_AHEAD_MS = 300_000;

const Entity = z.object({ entity: z.record(z.string(), z.unknown()) });
const RazorpayEvent = z.object({
  event: z.string().min(1).max(200),
  created_at: z.int(),
  payload: z.record(z.string(), Entity),
});
type Payload = z.infer<typeof RazorpayEvent>['payload'];

const RazorpayDispute = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  reason_code: z.string(),
  respond_by: z.int().nullish(),
  created_at: z.int(),
});

const PaymentId = z.object({ id: z.string() });

function paymentNews(payload: Payload): ProviderNews {
  const link = RazorpayLink.safeParse(payload.payment_link?.entity);
  if (!link.success) return otherNews;
  const paid = PaymentId.safeParse(payload.payment?.entity);
  const captureRef = paid.success ? paid.data.id : null;
  return newsOrOther({ kind: 'payment', captureRef, report: reportOfLink(link.data) });
}

function refundNews(payload: Payload): ProviderNews {
  const refund = RazorpayRefund.safeParse(payload.refund?.entity);
  if (!refund.success) return otherNews;
  const { status, providerRef } = answerOfRefund(refund.data);
  return newsOrOther({ kind: 'refund', refundKey: refund.data.receipt ?? '', refundRef: providerRef, status });
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

const disputeNews =
  (status: 'opened' | 'won' | 'lost') =>
  (payload: Payload): ProviderNews => {
    const read = RazorpayDispute.safeParse(payload.dispute?.entity);
    if (!read.success) return otherNews;
    const { id, payment_id, amount, currency, reason_code, respond_by, created_at } = read.data;
    return newsOrOther({
      kind: 'dispute',
      disputeRef: id,
      captureRef: payment_id,
      amountPaise: amount,
      currency,
      reason: reason_code,
      status,
      respondBy: respond_by == null ? null : instant(respond_by),
      openedAt: instant(created_at),
    });
  };

/** A failed try (`payment.failed`) is no news: the buyer may try again on the same page. */
const readers: Readonly<Record<string, (payload: Payload) => ProviderNews>> = {
  'payment_link.paid': paymentNews,
  'payment_link.cancelled': paymentNews,
  'payment_link.expired': paymentNews,
  'refund.created': refundNews,
  'refund.processed': refundNews,
  'refund.failed': refundNews,
  'payment.dispute.created': disputeNews('opened'),
  'payment.dispute.under_review': disputeNews('opened'),
  'payment.dispute.won': disputeNews('won'),
  'payment.dispute.lost': disputeNews('lost'),
};

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * A call-back of Razorpay. Its event id travels in a header that nobody signs, so it is named by the digest of what is signed:
 * a copy under another id is still the same. Throws `unauthenticated` where the signature is wrong or the event too old.
 */
export async function readRazorpayCallback(
  body: Uint8Array<ArrayBuffer>,
  signature: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<Callback> {
  if (!(await isRazorpaySignature(body, signature, secrets))) {
    throw new AppError('unauthenticated', 'The signature is wrong.');
  }
  const read = RazorpayEvent.safeParse(parseJson(decodeText(body)));
  if (!read.success) throw new AppError('invalid_input', 'This is no event of Razorpay.');
  const { event: type, created_at, payload } = read.data;
  const ageMs = nowMs - created_at * 1000;
  if (ageMs > MAX_AGE_MS || ageMs < -MAX_AHEAD_MS) throw new AppError('unauthenticated', 'The event is too old.');
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  const id = `razorpay:${hex(await crypto.subtle.digest('SHA-256', body))}`;
  return { id, provider: 'razorpay', type, news: reader?.(payload) ?? otherNews };
}
