import * as z from 'zod';
import { fail, type Result, succeed } from '#platform/errors';
import type { PaymentDemand, PaymentReport, RefundAnswer, RefundDemand, StartedPayment } from '#platform/payments-door';
import { askProvider, inPath, type ProviderLine } from './ask-provider.ts';
import type { PaymentRef, ProviderClient } from './provider-client.ts';

export const RAZORPAY_URL = 'https://api.razorpay.com';

/** Razorpay takes links from a quarter of an hour on; ours are shut by `cancel` when the goods are no longer held. */
const LINK_OUTLIVES_HOLD_SECONDS = 15 * 60;

/** Empty notes come as an empty list. */
const Notes = z.union([
  z.record(z.string(), z.string()),
  z.array(z.never()).transform(() => ({}) as Record<string, string>),
]);

export const RazorpayLink = z.object({
  id: z.string(),
  status: z.enum(['created', 'partially_paid', 'paid', 'cancelled', 'expired']),
  amount: z.int(),
  amount_paid: z.int(),
  currency: z.string(),
  reference_id: z.string().nullable(),
  short_url: z.string(),
  notes: Notes.nullable(),
  payments: z
    .array(z.object({ payment_id: z.string(), status: z.string() }))
    .nullish()
    .transform((payments) => payments ?? []),
});
export type RazorpayLink = z.infer<typeof RazorpayLink>;

export const RazorpayRefund = z.object({
  id: z.string(),
  status: z.enum(['pending', 'processed', 'failed']),
  amount: z.int(),
  receipt: z.string().nullish(),
});

const linkStates = {
  paid: 'captured',
  cancelled: 'failed',
  expired: 'failed',
  created: 'pending',
  partially_paid: 'pending',
} as const;
const refundStates = { processed: 'succeeded', failed: 'failed', pending: 'pending' } as const;

/** What a payment link says of the payment. A failed try is no end: the buyer may try again on the same page. */
export function reportOfLink(link: RazorpayLink): PaymentReport {
  const status = linkStates[link.status];
  return {
    paymentId: link.reference_id ?? '',
    cartId: link.notes?.cart_id ?? '',
    orderId: link.notes?.order_id ?? '',
    provider: 'razorpay',
    providerRef: link.id,
    status,
    amountPaise: status === 'captured' ? link.amount_paid : link.amount,
    currency: link.currency,
    reportId: `razorpay:${link.id}:${status}`,
  };
}

export const answerOfRefund = ({ id, status }: z.infer<typeof RazorpayRefund>): RefundAnswer => ({
  providerRef: id,
  status: refundStates[status],
});

/** Cards, UPI and netbanking on Razorpay's own page (Payment Links): no account of a buyer ever reaches us. */
export class Razorpay implements ProviderClient {
  readonly #line: ProviderLine;

  constructor(keyId: string, keySecret: string, line: Pick<ProviderLine, 'url' | 'fetch' | 'clock'>) {
    const headers = { authorization: `Basic ${btoa(`${keyId}:${keySecret}`)}` };
    this.#line = { ...line, name: 'razorpay', headers };
  }

  async start(demand: PaymentDemand): Promise<Result<StartedPayment>> {
    const made = await this.#post('/v1/payment_links', linkFields(demand), {}, RazorpayLink);
    const link = made.ok ? made : await this.#existing(demand, made);
    if (!link.ok) return link;
    const { id, short_url } = link.value;
    const { status } = reportOfLink(link.value);
    return succeed({ provider: 'razorpay', providerRef: id, status, action: { kind: 'redirect', url: short_url } });
  }

  async read({ providerRef }: PaymentRef): Promise<Result<PaymentReport>> {
    const link = await this.#link(providerRef);
    return link.ok ? succeed(reportOfLink(link.value)) : link;
  }

  async cancel(payment: PaymentRef): Promise<Result<PaymentReport>> {
    const path = `/v1/payment_links/${inPath(payment.providerRef)}/cancel`;
    const link = await askProvider(this.#line, { method: 'POST', path, answer: RazorpayLink });
    if (link.ok) return succeed(reportOfLink(link.value));
    // Refused when it is paid or over already.
    return link.failure.code === 'conflict' ? this.read(payment) : link;
  }

  async refund(demand: RefundDemand): Promise<Result<RefundAnswer>> {
    const link = await this.#link(demand.providerRef);
    if (!link.ok) return link;
    const paid = link.value.payments.find(({ status }) => status === 'captured');
    if (paid === undefined) return fail('conflict', 'This payment was never made at Razorpay.');
    // Keys are forgotten some day; the receipt of a refund is not.
    const path = `/v1/payments/${inPath(paid.payment_id)}/refunds`;
    const list = z.object({ items: z.array(RazorpayRefund) });
    const made = await askProvider(this.#line, { method: 'GET', path: `${path}?count=100`, answer: list });
    if (!made.ok) return made;
    const known = made.value.items.find(({ receipt }) => receipt === demand.refundId);
    if (known !== undefined) return succeed(answerOfRefund(known));
    const fields = {
      amount: demand.amountPaise,
      speed: 'normal',
      receipt: demand.refundId,
      notes: { refund_id: demand.refundId, payment_id: demand.paymentId },
    };
    const key = { 'x-refund-idempotency': demand.refundId };
    const refund = await this.#post(`/v1/payments/${inPath(paid.payment_id)}/refund`, fields, key, RazorpayRefund);
    return refund.ok ? succeed(answerOfRefund(refund.value)) : refund;
  }

  /** Links know no idempotency key, but take a reference only once: a refusal may mean that we asked before. */
  async #existing(
    { paymentId, amountPaise }: PaymentDemand,
    refusal: Result<RazorpayLink>,
  ): Promise<Result<RazorpayLink>> {
    if (refusal.ok || refusal.failure.code !== 'conflict') return refusal;
    const answer = z.object({ payment_links: z.array(RazorpayLink) });
    const path = `/v1/payment_links?reference_id=${inPath(paymentId)}`;
    const found = await askProvider(this.#line, { method: 'GET', path, answer });
    if (!found.ok) return found;
    const link = found.value.payment_links.find(
      ({ reference_id, amount }) => reference_id === paymentId && amount === amountPaise,
    );
    return link === undefined ? refusal : succeed(link);
  }

  #link(id: string): Promise<Result<RazorpayLink>> {
    return askProvider(this.#line, { method: 'GET', path: `/v1/payment_links/${inPath(id)}`, answer: RazorpayLink });
  }

  #post<T>(path: string, fields: object, headers: Record<string, string>, answer: z.ZodType<T>): Promise<Result<T>> {
    const body = { contentType: 'application/json', text: JSON.stringify(fields) };
    return askProvider(this.#line, { method: 'POST', path, headers, body, answer });
  }
}

function linkFields(demand: PaymentDemand): object {
  const { paymentId, cartId, orderId, amountPaise, currency, description, returnUrl, method } = demand;
  return {
    amount: amountPaise,
    currency,
    accept_partial: false,
    reference_id: paymentId,
    description,
    expire_by: Math.floor(demand.expiresAtMs / 1000) + LINK_OUTLIVES_HOLD_SECONDS,
    notes: { payment_id: paymentId, cart_id: cartId, order_id: orderId },
    notify: { sms: false, email: false },
    reminder_enable: false,
    callback_url: returnUrl,
    callback_method: 'get',
    // What the buyer chose here is not asked again there.
    options: {
      checkout: {
        method: { card: method === 'card', upi: method === 'upi', netbanking: method === 'netbanking', wallet: false },
      },
    },
  };
}
