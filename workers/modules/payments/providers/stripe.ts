import * as z from 'zod';
import { fail, type Result, succeed } from '#platform/errors';
import type { PaymentDemand, PaymentReport, RefundAnswer, RefundDemand, StartedPayment } from '#platform/payments-door';
import { askProvider, inPath, type ProviderLine } from './ask-provider.ts';
import { type FormFields, formOf } from './form-of.ts';
import type { PaymentRef, ProviderClient } from './provider-client.ts';

/** The shapes below are those of this version, whatever the account's default is. */
const STRIPE_VERSION = '2026-10-28.endive';
export const STRIPE_URL = 'https://api.stripe.com';

/** Stripe takes sessions from half an hour on; ours are shut by `cancel` when the goods are no longer held. */
const SESSION_OUTLIVES_HOLD_SECONDS = 30 * 60;
/** A page of refunds of one payment: more than anybody makes. */
const MAX_REFUNDS = 100;

export const StripeSession = z.object({
  id: z.string(),
  status: z.enum(['open', 'complete', 'expired']).nullable(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: z.int().nullable(),
  currency: z.string().nullable(),
  payment_intent: z.string().nullable(),
  url: z.string().nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
});
export type StripeSession = z.infer<typeof StripeSession>;

export const StripeRefund = z.object({
  id: z.string(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']).nullable(),
  amount: z.int(),
  metadata: z.record(z.string(), z.string()).nullable(),
});

/** What a session of Checkout says of the payment. A declined card is no end: the buyer may try another on the same page. */
export function reportOfSession(session: StripeSession): PaymentReport {
  const metadata = session.metadata ?? {};
  const isPaid = session.payment_status === 'paid';
  const status = isPaid ? 'captured' : session.status === 'expired' ? 'failed' : 'pending';
  return {
    paymentId: metadata.payment_id ?? '',
    cartId: metadata.cart_id ?? '',
    orderId: metadata.order_id ?? '',
    provider: 'stripe',
    providerRef: session.id,
    status,
    amountPaise: session.amount_total ?? 0,
    currency: (session.currency ?? '').toUpperCase(),
    reportId: `stripe:${session.id}:${status}`,
  };
}

const refundStates = {
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
  pending: 'pending',
  requires_action: 'pending',
} as const;

export const answerOfRefund = ({ id, status }: z.infer<typeof StripeRefund>): RefundAnswer => ({
  providerRef: id,
  status: refundStates[status ?? 'pending'],
});

/** Cards on Stripe's own page (Checkout Sessions): no card number ever reaches us. */
export class Stripe implements ProviderClient {
  readonly #line: ProviderLine;

  constructor(secretKey: string, line: Pick<ProviderLine, 'url' | 'fetch' | 'clock'>) {
    const headers = { authorization: `Bearer ${secretKey}`, 'stripe-version': STRIPE_VERSION };
    this.#line = { ...line, name: 'stripe', headers };
  }

  async start(demand: PaymentDemand): Promise<Result<StartedPayment>> {
    const session = await this.#post('/v1/checkout/sessions', sessionFields(demand), demand.paymentId, StripeSession);
    if (!session.ok) return session;
    const { id, url } = session.value;
    const { status } = reportOfSession(session.value);
    return succeed({
      provider: 'stripe',
      providerRef: id,
      status,
      action: url === null ? null : { kind: 'redirect', url },
    });
  }

  async read({ providerRef }: PaymentRef): Promise<Result<PaymentReport>> {
    const session = await this.#session(providerRef);
    return session.ok ? succeed(reportOfSession(session.value)) : session;
  }

  async cancel(payment: PaymentRef): Promise<Result<PaymentReport>> {
    const path = `/v1/checkout/sessions/${inPath(payment.providerRef)}/expire`;
    const session = await askProvider(this.#line, { method: 'POST', path, answer: StripeSession });
    if (session.ok) return succeed(reportOfSession(session.value));
    // Refused when it is paid or over already.
    return session.failure.code === 'conflict' ? this.read(payment) : session;
  }

  async refund(demand: RefundDemand): Promise<Result<RefundAnswer>> {
    const session = await this.#session(demand.providerRef);
    if (!session.ok) return session;
    const intent = session.value.payment_intent;
    if (intent === null) return fail('conflict', 'This payment was never made at Stripe.');
    // Stripe forgets keys after a day, and we must not: what was refunded under this id is found by its metadata.
    const path = `/v1/refunds?payment_intent=${inPath(intent)}&limit=${MAX_REFUNDS}`;
    const made = await askProvider(this.#line, {
      method: 'GET',
      path,
      answer: z.object({ data: z.array(StripeRefund) }),
    });
    if (!made.ok) return made;
    const known = made.value.data.find(({ metadata }) => metadata?.refund_id === demand.refundId);
    if (known !== undefined) return succeed(answerOfRefund(known));
    const fields = {
      payment_intent: intent,
      amount: demand.amountPaise,
      reason: 'requested_by_customer',
      metadata: { refund_id: demand.refundId, payment_id: demand.paymentId },
    };
    const refund = await this.#post('/v1/refunds', fields, demand.refundId, StripeRefund);
    return refund.ok ? succeed(answerOfRefund(refund.value)) : refund;
  }

  #session(id: string): Promise<Result<StripeSession>> {
    return askProvider(this.#line, {
      method: 'GET',
      path: `/v1/checkout/sessions/${inPath(id)}`,
      answer: StripeSession,
    });
  }

  #post<T>(path: string, fields: FormFields, key: string, answer: z.ZodType<T>): Promise<Result<T>> {
    const body = { contentType: 'application/x-www-form-urlencoded', text: formOf(fields) };
    return askProvider(this.#line, { method: 'POST', path, headers: { 'idempotency-key': key }, body, answer });
  }
}

/** Nothing in it may differ between two tries: under one key Stripe takes one body only. */
function sessionFields(demand: PaymentDemand): FormFields {
  const { paymentId, cartId, orderId, amountPaise, currency, description, returnUrl } = demand;
  const metadata = { payment_id: paymentId, cart_id: cartId, order_id: orderId };
  return {
    mode: 'payment',
    payment_method_types: ['card'],
    client_reference_id: paymentId,
    line_items: [
      {
        quantity: 1,
        price_data: { currency: currency.toLowerCase(), unit_amount: amountPaise, product_data: { name: description } },
      },
    ],
    metadata,
    payment_intent_data: { metadata, description },
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor(demand.expiresAtMs / 1000) + SESSION_OUTLIVES_HOLD_SECONDS,
  };
}
