import type { Failure } from '#platform/errors';
import type { Call, Reply } from './calls.ts';
import { closed, type PaymentRecord } from './payment-record.ts';

/**
 * What must still happen once a placement is over and its buyer has been answered: an order's reservations are taken, a failed
 * one's are given back. Written down together with the end of the placement and done until it has worked.
 */
export type Chore =
  | { kind: 'capture_value'; accountId: string; key: string; reference: string }
  | { kind: 'capture_coupon'; code: string; useId: string }
  | { kind: 'cancel_payment'; paymentId: string }
  | { kind: 'refund'; paymentId: string }
  | { kind: 'release_value'; accountId: string; key: string }
  | { kind: 'release'; storeId: string; holdId: string }
  | { kind: 'give_back_coupon'; code: string; useId: string };

export interface KeptChore {
  id: number;
  chore: Chore;
  failures: number;
  dueAtMs: number;
}

/** What follows from a try. `payment`: its record has changed. */
export type ChoreMove =
  | { kind: 'done'; payment?: PaymentRecord }
  /** Another call of the same chore comes first. */
  | { kind: 'go_on'; payment: PaymentRecord }
  /** It was taken on, and ends by itself some day: it is asked for again until it has. */
  | { kind: 'under_way' }
  | { kind: 'again'; failure: Failure }
  /** Nothing helps but somebody of the staff; still tried from time to time. */
  | { kind: 'stuck'; failure: Failure };

/** What is given back frees itself when its time is up; after so many tries, over a day, that is waited for. */
const maxGivingBackFailures = 40;
/** A payment that nobody cancels can still be paid: then it is refunded when it is told. */
const maxCancelFailures = 12;

/** The call that a chore makes now; undefined: there is nothing left to do. */
export function callOfChore(chore: Chore, payment: PaymentRecord | undefined): Call | undefined {
  if (chore.kind === 'refund') {
    const refund = payment?.refund;
    // Money that was taken by hand stands among the unclaimed: somebody gives it back and nothing of ours can.
    const isOurs = refund?.provider !== 'manual' && refund?.isSent === false;
    return refund && isOurs ? { kind: 'refund', demand: refund } : undefined;
  }
  if (chore.kind !== 'cancel_payment') return chore;
  if (payment === undefined || payment.standing !== 'pending') return undefined;
  const { demand, started } = payment;
  // Only the provider's own id cancels it: where its answer got lost, asking again tells it.
  if (started === null) return { kind: 'start_payment', demand };
  const { provider, providerRef } = started;
  return { kind: 'cancel_payment', payment: { paymentId: demand.paymentId, provider, providerRef } };
}

export function afterChore(
  { chore, failures }: KeptChore,
  reply: Reply,
  payment: PaymentRecord | undefined,
): ChoreMove {
  const { kind, result } = reply;
  if (!result.ok) return afterFailure(chore, failures, result.failure, kind === 'start_payment');
  if (payment === undefined) return { kind: 'done' };
  if (kind === 'start_payment') {
    const started = result.value;
    if (started.status === 'failed') return { kind: 'done', payment: { ...payment, started, standing: 'failed' } };
    return { kind: 'go_on', payment: { ...payment, started } };
  }
  if (kind === 'cancel_payment') {
    const report = result.value;
    if (report.status === 'pending') return afterFailure(chore, failures, stillOpen, false);
    return { kind: 'done', payment: closed(payment, report) };
  }
  if (kind === 'refund' && payment.refund !== null) {
    if (result.value.status === 'failed') return { kind: 'stuck', failure: refundFailed };
    // A bank may still send it back to the provider.
    if (result.value.status === 'pending') return { kind: 'under_way' };
    return { kind: 'done', payment: { ...payment, refund: { ...payment.refund, isSent: true } } };
  }
  return { kind: 'done' };
}

const stillOpen: Failure = { code: 'unavailable', detail: 'The provider has not closed the payment yet.' };
const refundFailed: Failure = { code: 'conflict', detail: 'The provider could not give the money back.' };

/** Money and captures are never given up. */
function afterFailure(chore: Chore, failures: number, failure: Failure, isStarting: boolean): ChoreMove {
  const isAway = failure.code === 'unavailable' || failure.code === 'in_progress' || failure.code === 'rate_limited';
  switch (chore.kind) {
    case 'refund':
    case 'capture_value':
      return { kind: isAway ? 'again' : 'stuck', failure };
    case 'capture_coupon':
      return isAway ? { kind: 'again', failure } : { kind: 'done' };
    case 'cancel_payment':
      // A payment that its provider does not start cannot be paid either.
      if (isStarting && !isAway) return { kind: 'done' };
      return failures + 1 < maxCancelFailures ? { kind: 'again', failure } : { kind: 'done' };
    case 'release_value':
    case 'release':
    case 'give_back_coupon':
      return isAway && failures + 1 < maxGivingBackFailures ? { kind: 'again', failure } : { kind: 'done' };
  }
}
