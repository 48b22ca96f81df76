import { newId } from './callback-sender.ts';

/** The fields of Razorpay's objects that anybody here reads, and a few that make a page and a report. */
export interface RazorpayLink {
  id: string;
  entity: 'payment_link';
  status: 'created' | 'paid' | 'cancelled' | 'expired';
  amount: number;
  amount_paid: number;
  currency: string;
  reference_id: string;
  description: string;
  short_url: string;
  notes: Record<string, string>;
  callback_url: string;
  expire_by: number;
  created_at: number;
  payments: { payment_id: string; status: 'captured'; amount: number; method: string; created_at: number }[] | null;
  /** Not in Razorpay's answer: what the page offers. */
  method: string;
}

export interface RazorpayRefund {
  id: string;
  entity: 'refund';
  amount: number;
  currency: string;
  payment_id: string;
  status: 'pending' | 'processed' | 'failed';
  receipt: string | null;
  notes: Record<string, string>;
  created_at: number;
}

const QUARTER_HOUR = 900;
const MAX_REFERENCE = 40;

interface Posted {
  amount?: unknown;
  currency?: unknown;
  reference_id?: unknown;
  description?: unknown;
  expire_by?: unknown;
  notes?: Record<string, string>;
  callback_url?: unknown;
  options?: { checkout?: { method?: Record<string, boolean> } };
}

/** A payment link from what was posted, or what is wrong with it. */
export function razorpayLink(
  posted: Posted,
  { url, seconds }: { url: string; seconds: number },
): RazorpayLink | { description: string } {
  const { amount, currency, reference_id, expire_by, callback_url } = posted;
  if (!Number.isSafeInteger(amount) || Number(amount) < 100)
    return { description: 'The amount must be at least INR 1.00' };
  if (currency !== 'INR') return { description: 'Currency is not supported' };
  if (typeof reference_id !== 'string' || reference_id.length > MAX_REFERENCE) {
    return { description: 'The reference id may not be greater than 40 characters.' };
  }
  // A minute of grace for the way here.
  if (!(Number(expire_by) > seconds + QUARTER_HOUR - 60)) {
    return { description: 'expire_by should be at least 15 minutes after current time' };
  }
  if (typeof callback_url !== 'string' || !URL.canParse(callback_url))
    return { description: 'The callback url is invalid' };
  const id = newId('plink');
  const offered = Object.entries(posted.options?.checkout?.method ?? {}).filter(([, isOn]) => isOn);
  return {
    id,
    entity: 'payment_link',
    status: 'created',
    amount: Number(amount),
    amount_paid: 0,
    currency: 'INR',
    reference_id,
    description: typeof posted.description === 'string' ? posted.description : '',
    short_url: `${url}/i/${id}`,
    notes: posted.notes ?? {},
    callback_url,
    expire_by: Number(expire_by),
    created_at: seconds,
    payments: null,
    method: offered[0]?.[0] ?? 'card',
  };
}
