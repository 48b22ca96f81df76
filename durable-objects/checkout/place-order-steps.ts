import { draftOrder, type OrderDraft } from '#modules/orders';
import { errorTable, type Failure, type Result } from '#platform/errors';
import type { IdSource } from '#platform/ids';
import type { CartState, Hold, StoredAnswer } from '#platform/objects';
import { orderAnswer, problemAnswer, refusalOf } from './answers.ts';
import type { Placement, Step } from './placement.ts';

/** So many failed tries to hold, over a minute or two of backing off, and the buyer gets the cart back. */
const maxHoldFailures = 5;

/** A repeated call may answer a hold from before a long pause: with less time left it is not worth a number. */
const holdMarginMs = 60_000;

/** A hold that cannot be released frees itself when its time is up. */
const maxReleaseFailures = 5;

/** What a call answered. No answer at all counts as `unavailable`: it may have happened, and is called again. */
export type Reply =
  | { kind: 'hold'; result: Result<Hold> }
  | { kind: 'issue'; result: Result<{ number: string }> }
  | { kind: 'commit'; result: Result<unknown> }
  | { kind: 'release'; result: Result<unknown> };

/** What the steps may know besides the placement. */
export interface Surroundings {
  cart: CartState;
  nowMs: number;
  ids: IdSource;
}

export type Move =
  /** The next call follows at once. */
  | { kind: 'go_on'; placement: Placement; warning?: string }
  /** The same call is made again later; whoever waits is told to come back. */
  | { kind: 'wait'; placement: Placement; failure: Failure; warning?: string }
  /** Over: `answer` is kept for good under its key. */
  | { kind: 'answer'; answer: StoredAnswer; cart: CartState; warning?: string }
  /** Over without an answer worth keeping: the cart is open again and the same key may try anew. */
  | { kind: 'reopen'; cart: CartState; failure: Failure };

const internal: Failure = { code: 'internal', detail: 'The order could not be drawn up.' };

const isRetryable = (failure: Failure): boolean => errorTable[failure.code].retryable;

const goOn = (placement: Placement, step: Step, attempt = placement.attempt): Extract<Move, { kind: 'go_on' }> => ({
  kind: 'go_on',
  placement: { ...placement, step, attempt, failures: 0 },
});

const wait = (
  placement: Placement,
  failure: Failure,
  step: Step = placement.step,
): Extract<Move, { kind: 'wait' }> => ({
  kind: 'wait',
  placement: { ...placement, step, failures: placement.failures + 1 },
  failure,
});

const reopened = (cart: CartState): CartState => ({ ...cart, status: 'open' });

function giveUp(placement: Placement, cart: CartState, failure: Failure): Move {
  if (isRetryable(failure)) return { kind: 'reopen', cart: reopened(cart), failure };
  return { kind: 'answer', answer: problemAnswer(failure, placement.requestId), cart: reopened(cart) };
}

function finish(placement: Placement, cart: CartState, draft: OrderDraft, number: string, warning?: string): Move {
  const answer = orderAnswer(draft, placement.request, number, placement.orderToken);
  return { kind: 'answer', answer, cart: { ...cart, status: 'placed' }, ...(warning === undefined ? {} : { warning }) };
}

function afterHold(placement: Placement, result: Result<Hold>, { cart, nowMs, ids }: Surroundings): Move {
  if (!result.ok) {
    const { failure } = result;
    if (!isRetryable(failure)) return giveUp(placement, cart, refusalOf(failure, cart));
    if (placement.failures + 1 < maxHoldFailures) return wait(placement, failure);
    return goOn(placement, { at: 'releasing', next: 'give_up', failure });
  }
  const { orderId, orderTokenHash: tokenHash, request, requestId } = placement;
  const { allocations, expiresAtMs } = result.value;
  if (expiresAtMs - nowMs < holdMarginMs) return goOn(placement, { at: 'releasing', next: 'hold_again' });
  try {
    const placedAt = new Date(nowMs);
    const draft = draftOrder({ cart, allocations, request, orderId, tokenHash, requestId, placedAt }, ids);
    return goOn(placement, { at: 'issuing', draft, committed: false });
  } catch (error) {
    const move = goOn(placement, { at: 'releasing', next: 'give_up', failure: internal });
    return { ...move, warning: `An order could not be drawn up: ${String(error)}` };
  }
}

/** Whether an order may have its number although it is not written: the database is away, or (`internal`) refuses it so far. */
const isKept = (failure: Failure): boolean => isRetryable(failure) || failure.code === 'internal';

const notYetNumbered: Failure = {
  code: 'unavailable',
  detail: 'Your order is kept and will be confirmed shortly. Send the same request again.',
  retryAfterSeconds: 2,
};

type Issuing = Extract<Step, { at: 'issuing' }>;

function afterIssue(placement: Placement, step: Issuing, result: Result<{ number: string }>, cart: CartState): Move {
  const { draft, committed } = step;
  if (result.ok) {
    const { number } = result.value;
    return committed ? finish(placement, cart, draft, number) : goOn(placement, { at: 'committing', draft, number });
  }
  if (committed) return wait(placement, notYetNumbered);
  // The order has its number and is kept, maybe for longer than its hold lasts: take its goods off the shelf now.
  if (isKept(result.failure)) return goOn(placement, { at: 'committing', draft, number: null });
  return goOn(placement, { at: 'releasing', next: 'give_up', failure: result.failure });
}

type Secured = Extract<Step, { at: 'committing' | 'replacing' }>;

/** The goods are as secure as they will get: an order with its number is done, one without goes on asking for it. */
function secured(placement: Placement, { draft, number }: Secured, cart: CartState, warning?: string): Move {
  if (number !== null) return finish(placement, cart, draft, number, warning);
  const move = wait(placement, notYetNumbered, { at: 'issuing', draft, committed: true });
  return warning === undefined ? move : { ...move, warning };
}

function afterCommit(placement: Placement, step: Secured, result: Result<unknown>, cart: CartState): Move {
  if (result.ok) return secured(placement, step, cart);
  if (isRetryable(result.failure)) return wait(placement, result.failure);
  return goOn(placement, { ...step, at: 'replacing' }, placement.attempt + 1);
}

/** The order stands whatever the shelf says now: a shortage is for the store to settle with the buyer. */
function afterReplacing(placement: Placement, step: Secured, result: Result<unknown>, cart: CartState): Move {
  if (result.ok) return goOn(placement, { ...step, at: 'committing' });
  if (isRetryable(result.failure)) return wait(placement, result.failure);
  return secured(placement, step, cart, 'An order stands without its goods');
}

type Releasing = Extract<Step, { at: 'releasing' }>;

function afterRelease(placement: Placement, step: Releasing, result: Result<unknown>, cart: CartState): Move {
  if (!result.ok && placement.failures + 1 < maxReleaseFailures) return wait(placement, result.failure);
  if (step.next === 'hold_again') return goOn(placement, { at: 'holding' }, placement.attempt + 1);
  return giveUp(placement, cart, step.failure);
}

/**
 * Whether a step must be written down before its call. A number that was just given needs no note: after a crash the order is
 * issued again and gets the same one. Each note costs a sync of the disk while the buyer waits.
 */
export const needsNote = ({ step }: Placement): boolean => step.at !== 'committing' || step.number === null;

/** Decides what follows from a reply. Pure: the same placement and reply always lead to the same place. */
export function advance(placement: Placement, reply: Reply, surroundings: Surroundings): Move {
  const { step } = placement;
  const { cart } = surroundings;
  if (step.at === 'holding' && reply.kind === 'hold') return afterHold(placement, reply.result, surroundings);
  if (step.at === 'replacing' && reply.kind === 'hold') return afterReplacing(placement, step, reply.result, cart);
  if (step.at === 'issuing' && reply.kind === 'issue') return afterIssue(placement, step, reply.result, cart);
  if (step.at === 'committing' && reply.kind === 'commit') return afterCommit(placement, step, reply.result, cart);
  if (step.at === 'releasing' && reply.kind === 'release') return afterRelease(placement, step, reply.result, cart);
  throw new Error(`A reply to ${reply.kind} came while ${step.at}`);
}
