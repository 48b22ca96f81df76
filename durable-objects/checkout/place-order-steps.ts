import type { Call, Reply } from './calls.ts';
import type { Move, Situation } from './moves.ts';
import type { Placement, Step } from './placement.ts';
import { noteReply } from './saga-picture.ts';
import { reservingCoupon } from './stages/coupons.ts';
import { committing, issuing, replacing } from './stages/document.ts';
import { beforeCall, cancellingPayment, readingPayment, startingPayment } from './stages/payment.ts';
import type { Stage } from './stages/stage.ts';
import { holding, releasing } from './stages/stock.ts';
import { reservingValue } from './stages/tenders.ts';

/**
 * The way of a cart to its order. What each step has taken is given back, last first, when a later one fails for good (undo.ts);
 * from `issuing` on it only goes forward.
 */
const stages: Readonly<Record<Exclude<Step['at'], 'awaiting_payment'>, Stage>> = {
  reserving_coupon: reservingCoupon,
  holding,
  releasing,
  reserving_value: reservingValue,
  starting_payment: startingPayment,
  reading_payment: readingPayment,
  cancelling_payment: cancellingPayment,
  issuing,
  committing,
  replacing,
};

function stageOf({ step }: Placement): Stage {
  if (step.at === 'awaiting_payment') throw new Error('Nothing is called while a payment is awaited');
  return stages[step.at];
}

/** What follows from what is known already; undefined: the next call must be made. */
export const known = (situation: Situation): Move | undefined => beforeCall(situation);

/** The call that a placement waits for. */
export const nextCall = (situation: Situation): Call => {
  const { placement } = situation;
  return stageOf(placement).call(placement.step, situation);
};

/** Decides what follows from a reply. Pure: the same situation and reply always lead to the same place. */
export function advance(situation: Situation, { kind, result }: Reply): Move {
  const { placement, nowMs } = situation;
  const stage = stageOf(placement);
  if (stage.kind !== kind) throw new Error(`A reply to ${kind} came while ${placement.step.at}`);
  const told = { ...situation, placement: noteReply(placement, kind, result, nowMs) };
  return stage.after(placement.step, result, told);
}

/**
 * Whether a step must be written down before its call. A number that was just given needs no note: after a crash the order is
 * issued again and gets the same one. Each note costs a sync of the disk while the buyer waits.
 */
export const needsNote = ({ step }: Placement): boolean => step.at !== 'committing' || step.number === null;
