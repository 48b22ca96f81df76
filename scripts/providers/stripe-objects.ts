import { newId } from './callback-sender.ts';

/** The fields of Stripe's objects that anybody here reads, and a few that make a page and a report. */
export interface StripeSession {
  id: string;
  object: 'checkout.session';
  mode: 'payment';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid';
  amount_total: number;
  currency: string;
  payment_intent: string | null;
  client_reference_id: string | null;
  metadata: Record<string, string>;
  url: string | null;
  success_url: string;
  cancel_url: string;
  expires_at: number;
  created: number;
  livemode: false;
  /** Not Stripe's: for the page and the report. */
  description: string;
  paid_at: number | null;
}

export interface StripeRefund {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
  metadata: Record<string, string>;
  created: number;
}

const HALF_HOUR = 1_800;
const DAY = 86_400;

/** A session from what was posted, or the parameter that is wrong. */
export function stripeSession(
  form: URLSearchParams,
  { url, seconds }: { url: string; seconds: number },
): StripeSession | { param: string } {
  const amount = Number(form.get('line_items[0][price_data][unit_amount]'));
  const successUrl = form.get('success_url') ?? '';
  const expiresAt = Number(form.get('expires_at'));
  if (form.get('mode') !== 'payment') return { param: 'mode' };
  if (form.get('line_items[0][price_data][currency]') !== 'inr') return { param: 'currency' };
  if (!Number.isSafeInteger(amount) || amount <= 0) return { param: 'unit_amount' };
  if (!URL.canParse(successUrl)) return { param: 'success_url' };
  // A minute of grace for the way here.
  if (!(expiresAt > seconds + HALF_HOUR - 60 && expiresAt < seconds + DAY)) return { param: 'expires_at' };
  const metadata = Object.fromEntries(
    [...form].flatMap(([name, value]) => (/^metadata\[\w+\]$/.test(name) ? [[name.slice(9, -1), value]] : [])),
  );
  const id = newId('cs_test');
  return {
    id,
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: amount,
    currency: 'inr',
    payment_intent: null,
    client_reference_id: form.get('client_reference_id'),
    metadata,
    url: `${url}/pay/${id}`,
    success_url: successUrl,
    cancel_url: form.get('cancel_url') ?? successUrl,
    expires_at: expiresAt,
    created: seconds,
    livemode: false,
    description: form.get('line_items[0][price_data][product_data][name]') ?? '',
    paid_at: null,
  };
}
