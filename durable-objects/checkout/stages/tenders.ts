import { tenderRows } from '#modules/orders';
import type { Failure } from '#platform/errors';
import type { PaymentMethodCode } from '#platform/payments-door';
import { giveUp, goOn, type Move, type Situation, tryAgainOrGiveUp } from '../moves.ts';
import { isPaidRight, newPayment, type PaymentRecord } from '../payment-record.ts';
import { type Placement, restPaise, type ValueShare, valueKeyOf } from '../placement.ts';
import { stage } from './stage.ts';

/** What an account has promised waits so long for its order: longer than any outage that we mean to survive. */
const valueKeptMs = 7 * 86_400_000;

/** Time that a payment must be over before its goods go back on the shelf. */
const paymentMarginMs = 60_000;

/** With less than this left the goods may be gone before the order has its number. */
const issueMarginMs = 5_000;

/** Methods whose money is there before the order is, by a provider or by somebody who looks at the bank's statement. */
const awaited: ReadonlySet<PaymentMethodCode> = new Set(['card', 'upi', 'netbanking', 'upi_qr', 'bank_transfer']);
/** Methods that are paid when the goods are handed over. */
const onHandover: ReadonlySet<PaymentMethodCode> = new Set(['cod', 'cash']);

const otherTotal: Failure = {
  code: 'conflict',
  detail: 'The goods cost something else now. What you paid goes back to you; please order again.',
};
const tooLate: Failure = {
  code: 'unavailable',
  detail: 'The goods could not be held for long enough. Send the same request again.',
  retryAfterSeconds: 2,
};

/** The parts of the bill that accounts of value pay, in the order in which they are asked. */
export function sharesOf({ vouchers, paymentMethod, creditAccountId }: Placement['request']): ValueShare[] {
  const shares: ValueShare[] = vouchers.map((voucher) => ({ ...voucher, amountPaise: 0, isForAll: false }));
  if (paymentMethod !== 'dealer_credit' || creditAccountId === null) return shares;
  const credit = { accountId: creditAccountId, method: 'dealer_credit' as const, label: '' };
  return [...shares, { ...credit, amountPaise: 0, isForAll: true }];
}

/** The goods are held and the order is drawn up: who pays what of it. */
export function toTenders(situation: Situation): Move {
  const { placement, payment, nowMs } = situation;
  const rest = restPaise(placement);
  if (payment?.standing === 'captured') return afterLateMoney(situation, payment);
  const { shares, sharesReserved, request } = placement;
  if (rest > 0 && sharesReserved < shares.length) {
    return goOn(placement, { at: 'reserving_value', wantedPaise: rest });
  }
  const settled = { ...situation, placement: { ...placement, shares: shares.slice(0, sharesReserved) } };
  if (sharesReserved > 0 && placement.heldUntilMs - nowMs < paymentMarginMs) return giveUp(settled, tooLate, false);
  if (rest === 0 || onHandover.has(request.paymentMethod)) return toIssuing(settled);
  if (awaited.has(request.paymentMethod)) return toPayment(settled);
  return giveUp(settled, notCovered(rest, request.paymentMethod), false);
}

const notCovered = (missingPaise: number, method: PaymentMethodCode): Failure => ({
  code: 'conflict',
  detail: `What is left of the bill cannot be paid by ${method}. Choose how to pay the rest.`,
  extensions: { reason: 'not_covered', missingPaise },
});

/** Paid when the hold had lapsed: the same goods are held again, and must cost what was paid. */
function afterLateMoney(situation: Situation, payment: PaymentRecord): Move {
  const isSame = isPaidRight(payment) && restPaise(situation.placement) === payment.demand.amountPaise;
  return isSame ? toIssuing(situation) : giveUp(situation, otherTotal, false);
}

/** The order as it will stand, with a row for every way in which it is paid. */
function toIssuing(situation: Situation): Move {
  const { placement, payment, ids } = situation;
  const { draft, shares, request, orderId } = placement;
  if (draft === null) throw new Error('An order is drawn up before it is issued');
  const { placedAt } = draft.order;
  const paid = payment?.captured ?? null;
  const payments = tenderRows(
    {
      orderId,
      placedAt,
      shares,
      rest: {
        id: payment?.demand.paymentId ?? ids.next(),
        method: request.paymentMethod,
        amountPaise: restPaise(placement),
        captured: paid === null ? null : { ...paid, at: new Date(situation.nowMs).toISOString() },
      },
    },
    ids,
  );
  return goOn({ ...placement, draft: { ...draft, payments } }, { at: 'issuing', committed: false });
}

function toPayment({ placement, cart, ids }: Situation): Move {
  const { orderId, request, heldUntilMs } = placement;
  const payment = newPayment({
    paymentId: ids.next(),
    cartId: cart.id,
    orderId,
    storeId: cart.store.storeId,
    method: request.paymentMethod,
    amountPaise: restPaise(placement),
    currency: 'INR',
    description: request.statement,
    returnUrl: request.returnUrl,
    expiresAtMs: heldUntilMs - paymentMarginMs,
  });
  return goOn({ ...placement, paymentId: payment.demand.paymentId }, { at: 'starting_payment' }, { payment });
}

/** The money is there: issue while the goods are held, or hold them again first. */
export function afterMoney(situation: Situation): Move {
  const { placement, nowMs } = situation;
  return placement.heldUntilMs - nowMs < issueMarginMs ? goOn(placement, { at: 'releasing' }) : toIssuing(situation);
}

/** Sets money aside on an account: all that is still to be paid or, where it has less, what it has. */
export const reservingValue = stage('reserving_value', 'reserve_value', {
  call: ({ wantedPaise: amountPaise }, { placement, nowMs }) => ({
    kind: 'reserve_value',
    accountId: placement.shares[placement.sharesReserved]?.accountId ?? '',
    key: valueKeyOf(placement),
    amountPaise,
    untilMs: nowMs + valueKeptMs,
  }),
  after({ wantedPaise }, result, situation): Move {
    const { placement } = situation;
    const { shares, sharesReserved } = placement;
    const share = shares[sharesReserved];
    if (share === undefined) throw new Error('There is no such share of the bill');
    if (!result.ok) {
      const { failure } = result;
      const availablePaise = Number(failure.extensions?.availablePaise ?? 0);
      const hasLess = failure.code === 'conflict' && availablePaise > 0 && availablePaise < wantedPaise;
      if (hasLess && !share.isForAll) return goOn(placement, { at: 'reserving_value', wantedPaise: availablePaise });
      return tryAgainOrGiveUp(situation, refusedBy(share, failure));
    }
    const reserved = shares.with(sharesReserved, { ...share, amountPaise: wantedPaise });
    return toTenders({
      ...situation,
      placement: { ...placement, shares: reserved, sharesReserved: sharesReserved + 1 },
    });
  },
});

/** A refusal in the words of the checkout. An account that is not there has no value. */
function refusedBy({ method, label }: ValueShare, failure: Failure): Failure {
  if (failure.code !== 'conflict' && failure.code !== 'not_found') return failure;
  const detail = {
    gift_card: `Nothing can be taken from the gift card ${label}.`,
    store_credit: 'There is no store credit left.',
    dealer_credit: 'The credit limit does not allow this order.',
  }[method];
  return { code: 'conflict', detail, extensions: { ...failure.extensions, voucher: label, method } };
}
