import { errorTable, type Failure } from '#platform/errors';
import type { IdSource } from '#platform/ids';
import type { CartState, StoredAnswer } from '#platform/objects';
import { problemAnswer } from './answers.ts';
import type { Chore } from './chores.ts';
import { givenUp, type PaymentRecord } from './payment-record.ts';
import type { Placement, Step } from './placement.ts';
import { undoChores } from './undo.ts';

/** Everything that a step may know. */
export interface Situation {
  placement: Placement;
  cart: CartState;
  /** The payment that the placement waits for, as it stands. */
  payment: PaymentRecord | undefined;
  nowMs: number;
  ids: IdSource;
}

interface Change {
  payment?: PaymentRecord;
  warning?: string;
}

export type Move =
  /** The next call follows at once. */
  | ({ kind: 'go_on'; placement: Placement } & Change)
  /** The same call is made again later; whoever waits is told to come back. */
  | ({ kind: 'wait'; placement: Placement; failure: Failure } & Change)
  /** Nothing to do until the buyer has paid or the time is up. */
  | ({ kind: 'await'; placement: Placement } & Change)
  | ({ kind: 'end' } & Ending & Change);

interface Ending {
  /** With an order, or with everything to be given back. */
  outcome: 'placed' | 'given_up';
  cart: CartState;
  /** Kept for good under its key; null: the cart is open again and the same key may try anew. */
  answer: StoredAnswer | null;
  /** Why there is no order; null: there is one. */
  failure: Failure | null;
  /** What must still happen, though nobody needs to wait for it. */
  chores: Chore[];
}

export const isRetryable = (failure: Failure): boolean => errorTable[failure.code].retryable;

export const goOn = (placement: Placement, step: Step, change: Change = {}): Extract<Move, { kind: 'go_on' }> => ({
  kind: 'go_on',
  placement: { ...placement, step, failures: 0 },
  ...change,
});

export const wait = (placement: Placement, failure: Failure, step: Step = placement.step): Move => ({
  kind: 'wait',
  placement: { ...placement, step, failures: placement.failures + 1 },
  failure,
});

/**
 * Ends a placement without an order: what it has reserved, held and taken is given back. `isInDoubt`: its present call may have
 * happened although nobody said so.
 */
export function giveUp({ placement, cart, payment }: Situation, failure: Failure, isInDoubt: boolean): Move {
  return {
    kind: 'end',
    outcome: 'given_up',
    cart: { ...cart, status: 'open' },
    answer: isRetryable(failure) ? null : problemAnswer(failure, placement.requestId),
    failure,
    chores: undoChores(placement, cart, payment, isInDoubt),
    ...(payment !== undefined && { payment: givenUp(payment) }),
  };
}

/** So many failed tries of a call before the order has its number, over a minute or two, and the buyer gets the cart back. */
const maxFailures = 5;

/** What becomes of a failed call that may be given up: tried again for a while, or not at all. */
export function tryAgainOrGiveUp(situation: Situation, failure: Failure): Move {
  if (!isRetryable(failure)) return giveUp(situation, failure, false);
  if (situation.placement.failures + 1 < maxFailures) return wait(situation.placement, failure);
  return giveUp(situation, failure, true);
}
