import type { PaymentDemand, PaymentReport, RefundDemand, StartedPayment } from '#platform/payments-door';

/** A payment that this checkout asked for, with all that became of it. */
export interface PaymentRecord {
  demand: PaymentDemand;
  /** What the provider answered; null while no answer came. */
  started: StartedPayment | null;
  /** `captured` is the last word: a failure that is told later is an old one. `failed`: it is closed and cannot be paid. */
  standing: 'pending' | 'captured' | 'failed';
  /** Somebody said that it failed. It may be one try of several, or older than the money: the provider must close it first. */
  isSaidFailed: boolean;
  /** The money as it came in. */
  captured: Pick<PaymentReport, 'provider' | 'providerRef' | 'amountPaise' | 'currency'> | null;
  /** `given_up`: the placement that it was for is over without an order. */
  purpose: 'awaited' | 'order' | 'given_up';
  /** What goes back to the buyer; null: nothing does. */
  refund: (RefundDemand & { isSent: boolean }) | null;
}

export const newPayment = (demand: PaymentDemand): PaymentRecord => ({
  demand,
  started: null,
  standing: 'pending',
  isSaidFailed: false,
  captured: null,
  purpose: 'awaited',
  refund: null,
});

/** Whether a report that came unasked can be about this payment: all that names it must be right. */
export function isAbout({ demand, started }: PaymentRecord, report: PaymentReport): boolean {
  const isNamed = demand.paymentId === report.paymentId && demand.cartId === report.cartId;
  const isFromProvider = started === null || started.provider === report.provider;
  return isNamed && demand.orderId === report.orderId && isFromProvider;
}

/** Whether a report tells of more money than was taken: a second transfer, or another page of the provider's. */
export const isOtherMoney = ({ captured }: PaymentRecord, report: PaymentReport): boolean =>
  captured !== null && report.status === 'captured' && captured.providerRef !== report.providerRef;

/** The record after a report. Reports may come twice, late and in any order. */
export function noted(record: PaymentRecord, report: PaymentReport): PaymentRecord {
  if (record.standing === 'captured' || report.status === 'pending') return record;
  if (report.status === 'failed') return { ...record, isSaidFailed: true };
  const { provider, providerRef, amountPaise, currency } = report;
  return { ...record, standing: 'captured', captured: { provider, providerRef, amountPaise, currency } };
}

/** The record after its provider was told to close it. */
export const closed = (record: PaymentRecord, report: PaymentReport): PaymentRecord =>
  report.status === 'failed' && record.standing === 'pending'
    ? { ...record, standing: 'failed' }
    : noted(record, report);

/** Whether just that was paid which was asked for. */
export const isPaidRight = ({ captured, demand }: PaymentRecord): boolean =>
  captured !== null && captured.amountPaise === demand.amountPaise && captured.currency === demand.currency;

/** Its placement is over without an order: what was or will be paid goes back. */
export const givenUp = (record: PaymentRecord): PaymentRecord => ({ ...record, purpose: 'given_up' });

export const owesRefund = ({ purpose, captured, refund }: PaymentRecord): boolean =>
  purpose === 'given_up' && captured !== null && refund === null;

/** What is to be asked of the provider so that the money goes back: once for a payment, under the payment's own name. */
export function refundOf(record: PaymentRecord, refundId: string): PaymentRecord {
  const { captured, demand } = record;
  if (captured === null) return record;
  const reason = isPaidRight(record) ? 'The order could not be placed' : 'Another amount was paid than asked for';
  const { provider, providerRef, amountPaise } = captured;
  const { paymentId } = demand;
  const refund = { refundId, paymentId, provider, providerRef, amountPaise, currency: 'INR' as const, reason };
  return { ...record, refund: { ...refund, isSent: false } };
}
