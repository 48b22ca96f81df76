import * as z from 'zod';
import { AppError } from '#platform/errors';
import { parseJson } from '#platform/http/json-body';
import { decodeText } from '#platform/http/read-body';
import { answerOfRefund, reportOfSession, StripeRefund, StripeSession } from '../providers/stripe.ts';
import { isStripeSignature } from './callback-signature.ts';
import { type Callback, newsOrOther, otherNews, type ProviderNews } from './provider-news.ts';

const StripeEvent = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(200),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

const StripeDispute = z.object({
  id: z.string(),
  payment_intent: z.string().nullable(),
  amount: z.int(),
  currency: z.string(),
  reason: z.string(),
  status: z.string(),
  created: z.int(),
  evidence_details: z.object({ due_by: z.int().nullable() }).nullish(),
});

function paymentNews(object: unknown): ProviderNews {
  const session = StripeSession.safeParse(object);
  if (!session.success) return otherNews;
  const report = reportOfSession(session.data);
  return newsOrOther({ kind: 'payment', captureRef: session.data.payment_intent, report });
}

/** The session is complete, but the money that it waited for will not come. */
function lostNews(object: unknown): ProviderNews {
  const news = paymentNews(object);
  if (news.kind !== 'payment' || news.report.status === 'captured') return news;
  const { providerRef } = news.report;
  return { ...news, report: { ...news.report, status: 'failed', reportId: `stripe:${providerRef}:failed` } };
}

function refundNews(object: unknown): ProviderNews {
  const refund = StripeRefund.safeParse(object);
  if (!refund.success) return otherNews;
  const { status, providerRef } = answerOfRefund(refund.data);
  return newsOrOther({
    kind: 'refund',
    refundKey: refund.data.metadata?.refund_id ?? '',
    refundRef: providerRef,
    status,
  });
}

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();

function disputeNews(object: unknown): ProviderNews {
  const read = StripeDispute.safeParse(object);
  if (!read.success) return otherNews;
  const { id, payment_intent, amount, currency, reason, status, created, evidence_details } = read.data;
  const dueBy = evidence_details?.due_by ?? null;
  return newsOrOther({
    kind: 'dispute',
    disputeRef: id,
    captureRef: payment_intent,
    amountPaise: amount,
    currency: currency.toUpperCase(),
    reason,
    status: status === 'won' || status === 'lost' ? status : 'opened',
    respondBy: dueBy === null ? null : instant(dueBy),
    openedAt: instant(created),
  });
}

/** A declined card (`payment_intent.payment_failed`) is no news: the buyer may try another on the same page. */
const readers: Readonly<Record<string, (object: unknown) => ProviderNews>> = {
  'checkout.session.completed': paymentNews,
  'checkout.session.async_payment_succeeded': paymentNews,
  'checkout.session.async_payment_failed': lostNews,
  'checkout.session.expired': paymentNews,
  'refund.created': refundNews,
  'refund.updated': refundNews,
  'refund.failed': refundNews,
  'charge.dispute.created': disputeNews,
  'charge.dispute.updated': disputeNews,
  'charge.dispute.closed': disputeNews,
};

/** A call-back of Stripe. Throws `unauthenticated` where the signature is not right for these bytes, or too old. */
export async function readStripeCallback(
  body: Uint8Array<ArrayBuffer>,
  signature: string,
  secrets: readonly string[],
  nowMs: number,
): Promise<Callback> {
  if (!(await isStripeSignature(body, signature, secrets, nowMs))) {
    throw new AppError('unauthenticated', 'The signature is wrong or too old.');
  }
  const event = StripeEvent.safeParse(parseJson(decodeText(body)));
  if (!event.success) throw new AppError('invalid_input', 'This is no event of Stripe.');
  const { id, type, data } = event.data;
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return { id: `stripe:${id}`, provider: 'stripe', type, news: read?.(data.object) ?? otherNews };
}
