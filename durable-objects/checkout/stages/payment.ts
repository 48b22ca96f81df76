import type { Failure, Result } from '#platform/errors';
import type { PaymentReport } from '#platform/payments-door';
import { giveUp, goOn, isRetryable, type Move, type Situation, tryAgainOrGiveUp, wait } from '../moves.ts';
import { closed, isPaidRight, noted, type PaymentRecord } from '../payment-record.ts';
import type { Step } from '../placement.ts';
import { stage } from './stage.ts';
import { afterMoney } from './tenders.ts';

/** A call-back that is later than this is asked for; then at double the distance each time. */
const firstLookMs = 60_000;

/** A provider that does not say whether it has cancelled is asked so often; what is paid after that is refunded. */
const maxCancelFailures = 8;

const payable: ReadonlySet<Step['at']> = new Set([
  'starting_payment',
  'awaiting_payment',
  'reading_payment',
  'cancelling_payment',
]);

export const isAboutPayment = ({ at }: Step): boolean => payable.has(at);

const notPaid: Failure = {
  code: 'conflict',
  detail: 'The payment failed. Nothing was taken; pay again or choose another way of paying.',
  extensions: { reason: 'payment_failed' },
};
const notInTime: Failure = {
  code: 'expired',
  detail: 'The time to pay is over and the goods are back on the shelf. The cart is open again.',
  extensions: { reason: 'payment_expired' },
};
const wrongAmount: Failure = {
  code: 'conflict',
  detail: 'Another amount was paid than was asked for. It goes back to you; please order again.',
  extensions: { reason: 'payment_differs' },
};

function paymentOf({ payment }: Situation): PaymentRecord {
  if (payment === undefined) throw new Error('This placement asked for no payment');
  return payment;
}

/** What is known of the money already, before anybody is asked: reports come at any time, in any order. */
export function beforeCall(situation: Situation): Move | undefined {
  const { placement, nowMs } = situation;
  const { step } = placement;
  if (!isAboutPayment(step)) return undefined;
  const payment = paymentOf(situation);
  if (payment.standing === 'captured') {
    return isPaidRight(payment) ? afterMoney(situation) : giveUp(situation, wrongAmount, false);
  }
  if (payment.standing === 'failed') {
    return giveUp(situation, step.at === 'cancelling_payment' ? step.why : notPaid, false);
  }
  if (step.at !== 'awaiting_payment') return undefined;
  if (payment.isSaidFailed) return goOn(placement, { at: 'cancelling_payment', why: notPaid, isHurried: false });
  if (nowMs >= payment.demand.expiresAtMs) {
    return goOn(placement, { at: 'cancelling_payment', why: notInTime, isHurried: false });
  }
  if (nowMs >= step.lookAtMs) return goOn(placement, { at: 'reading_payment', looks: step.looks });
  return { kind: 'await', placement };
}

/** Waits for the money; where nobody but our own staff can tell of it there is no use in asking. */
function toAwaiting({ placement, nowMs }: Situation, payment: PaymentRecord, looks: number): Move {
  const isManual = payment.started?.provider === 'manual';
  const { expiresAtMs } = payment.demand;
  const lookAtMs = isManual ? expiresAtMs : Math.min(expiresAtMs, nowMs + firstLookMs * 2 ** looks);
  return goOn(placement, { at: 'awaiting_payment', looks, lookAtMs }, { payment });
}

/** What a provider says when it is asked of its own payment: only what the money itself is has to be right. */
const reported = (
  payment: PaymentRecord,
  result: Result<PaymentReport>,
  note: (record: PaymentRecord, report: PaymentReport) => PaymentRecord,
): PaymentRecord =>
  result.ok && result.value.paymentId === payment.demand.paymentId ? note(payment, result.value) : payment;

const refOf = ({ demand, started }: PaymentRecord) => ({
  paymentId: demand.paymentId,
  provider: started?.provider ?? ('manual' as const),
  providerRef: started?.providerRef ?? '',
});

export const startingPayment = stage('starting_payment', 'start_payment', {
  call: (_, situation) => ({ kind: 'start_payment', demand: paymentOf(situation).demand }),
  after(_, result, situation): Move {
    if (!result.ok) return tryAgainOrGiveUp(situation, result.failure);
    const started = result.value;
    const payment: PaymentRecord = { ...paymentOf(situation), started };
    // A report may have come while the provider was still answering.
    if (started.status === 'pending' || payment.standing === 'captured') return toAwaiting(situation, payment, 0);
    if (started.status === 'failed')
      return giveUp({ ...situation, payment: { ...payment, standing: 'failed' } }, notPaid, false);
    // It was started before and paid meanwhile; how much, only a report tells.
    return goOn(situation.placement, { at: 'reading_payment', looks: 0 }, { payment });
  },
});

export const readingPayment = stage('reading_payment', 'read_payment', {
  call: (_, situation) => ({ kind: 'read_payment', payment: refOf(paymentOf(situation)) }),
  after: ({ looks }, result, situation): Move =>
    toAwaiting(situation, reported(paymentOf(situation), result, noted), looks + 1),
});

/** Before goods go back the payment is closed, so that nobody pays for nothing. What was paid meanwhile counts. */
export const cancellingPayment = stage('cancelling_payment', 'cancel_payment', {
  call: (_, situation) => ({ kind: 'cancel_payment', payment: refOf(paymentOf(situation)) }),
  after(step, result, situation): Move {
    const { placement } = situation;
    const payment = reported(paymentOf(situation), result, closed);
    if (payment.standing !== 'pending') return goOn(placement, step, { payment });
    const failure = result.ok ? stillOpen : result.failure;
    const isOver =
      step.isHurried || placement.failures + 1 >= maxCancelFailures || (!result.ok && !isRetryable(failure));
    return isOver ? giveUp(situation, step.why, true) : wait(placement, failure);
  },
});

const stillOpen: Failure = { code: 'unavailable', detail: 'The payment is not closed yet.', retryAfterSeconds: 5 };
