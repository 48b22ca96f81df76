import Papa from 'papaparse';
import type { ProviderBook } from './provider-book.ts';
import type { Answer, Asked } from './provider-server.ts';
import type { RazorpayLink, RazorpayRefund } from './razorpay-objects.ts';
import type { StripeRefund, StripeSession } from './stripe-objects.ts';

/** What a provider keeps of a payment, GST included, in hundredths of a percent. */
const FEE_BASIS_POINTS = 236;

const feeOf = (amount: number): number => Math.round((amount * FEE_BASIS_POINTS) / 10_000);
/** `-12345` paise as `-123.45`. */
const decimal = (paise: number): string => (paise / 100).toFixed(2);
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
const within = (seconds: number, from: string, to: string): boolean => dayOf(seconds) >= from && dayOf(seconds) <= to;

const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** `GET /settlement?from=2026-11-22&to=2026-11-22`: the report as a dashboard would let one download it. */
export function settlementAnswer({ query }: Asked, report: (from: string, to: string) => string): Answer {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  if (!DAY.test(from) || !DAY.test(to)) return { status: 400, body: 'Say from and to, such as 2026-11-22.' };
  return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: report(from, to) };
}

/** Stripe's itemised balance report: amounts in rupees, what goes out is negative. */
export function stripeSettlement(book: ProviderBook, from: string, to: string): string {
  const paid = book
    .all<StripeSession>('session')
    .filter(({ paid_at }) => paid_at !== null && within(paid_at, from, to))
    .map((session) => ({
      balance_transaction_id: `txn_${session.id}`,
      created_utc: new Date((session.paid_at ?? 0) * 1000).toISOString(),
      currency: session.currency,
      gross: decimal(session.amount_total),
      fee: decimal(feeOf(session.amount_total)),
      net: decimal(session.amount_total - feeOf(session.amount_total)),
      reporting_category: 'charge',
      source_id: `ch_${session.id}`,
      payment_intent_id: session.payment_intent,
      'payment_metadata[payment_id]': session.metadata.payment_id ?? '',
    }));
  const refunds = book
    .all<StripeRefund>('refund')
    .filter(({ created, status }) => status === 'succeeded' && within(created, from, to))
    .map((refund) => ({
      balance_transaction_id: `txn_${refund.id}`,
      created_utc: new Date(refund.created * 1000).toISOString(),
      currency: refund.currency,
      gross: decimal(-refund.amount),
      fee: '0.00',
      net: decimal(-refund.amount),
      reporting_category: 'refund',
      source_id: refund.id,
      payment_intent_id: refund.payment_intent,
      'payment_metadata[payment_id]': refund.metadata.payment_id ?? '',
    }));
  return Papa.unparse([...paid, ...refunds], { newline: '\n' });
}

/** Razorpay's settlement report: amounts in rupees, `debit` goes out and `credit` comes in. */
export function razorpaySettlement(book: ProviderBook, from: string, to: string): string {
  const paid = book.all<RazorpayLink>('link').flatMap((link) =>
    (link.payments ?? [])
      .filter(({ created_at }) => within(created_at, from, to))
      .map(({ payment_id, amount, method, created_at }) => ({
        entity_id: payment_id,
        type: 'payment',
        amount: decimal(amount),
        currency: 'INR',
        fee: decimal(feeOf(amount)),
        debit: '0.00',
        credit: decimal(amount - feeOf(amount)),
        method,
        payment_id,
        notes: JSON.stringify(link.notes),
        created_at: new Date(created_at * 1000).toISOString(),
        settlement_id: `setl_${dayOf(created_at)}`,
      })),
  );
  const refunds = book
    .all<RazorpayRefund>('refund')
    .filter(({ created_at, status }) => status === 'processed' && within(created_at, from, to))
    .map(({ id, amount, payment_id, notes, created_at }) => ({
      entity_id: id,
      type: 'refund',
      amount: decimal(amount),
      currency: 'INR',
      fee: '0.00',
      debit: decimal(amount),
      credit: '0.00',
      method: '',
      payment_id,
      notes: JSON.stringify(notes),
      created_at: new Date(created_at * 1000).toISOString(),
      settlement_id: `setl_${dayOf(created_at)}`,
    }));
  return Papa.unparse([...paid, ...refunds], { newline: '\n' });
}
