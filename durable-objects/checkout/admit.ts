import { isPricedForAnother, isStale } from '#modules/orders';
import { type Failure, fail, type Result, succeed } from '#platform/errors';
import { sameHash } from '#platform/ids';
import type { CartState, PlaceOutcome, StoredAnswer } from '#platform/objects';
import type { Placement } from './placement.ts';

/** A cart that was refused this often is being played with; each kept answer takes storage. */
const maxAnswersPerCart = 500;

export interface KeptCart {
  cart: CartState;
  tokenHash: string;
}

export interface Knowledge {
  kept: KeptCart | undefined;
  placement: Placement | undefined;
  /** The answer that this key got before. */
  answer: { bodyHash: string; answer: StoredAnswer } | undefined;
  /** The payment that the placement of another key waits for. */
  awaited: StoredAnswer | undefined;
  answerCount: number;
  isRunning: boolean;
}

export type Admission =
  | { kind: 'outcome'; result: Result<PlaceOutcome> }
  | { kind: 'start'; cart: CartState }
  | { kind: 'resume' };

const notFound: Failure = { code: 'not_found', detail: 'There is no such cart.' };
const running: Failure = { code: 'in_progress', detail: 'This cart is becoming an order.', retryAfterSeconds: 1 };
const mismatch: Failure = {
  code: 'idempotency_mismatch',
  detail: 'This Idempotency-Key came with another body before. Use a new key for a new request.',
};

const refuse = (failure: Failure): Admission => ({ kind: 'outcome', result: { ok: false, failure } });

/** The cart for whoever holds its token. `not_found` for a wrong token too, so that ids cannot be probed. */
export function requireOwner(kept: KeptCart | undefined, tokenHash: string): Result<CartState> {
  if (kept === undefined || !sameHash(kept.tokenHash, tokenHash)) return fail(notFound.code, notFound.detail);
  return succeed(kept.cart);
}

/** What to do with a request to place the order: give an old answer, refuse, go on with what was begun, or begin. */
export function admit(
  knowledge: Knowledge,
  tokenHash: string,
  idempotency: { key: string; bodyHash: string },
  { nowMs, buyerId }: { nowMs: number; buyerId: string | null },
): Admission {
  const owned = requireOwner(knowledge.kept, tokenHash);
  if (!owned.ok) return { kind: 'outcome', result: owned };
  const cart = owned.value;

  const { answer, placement } = knowledge;
  if (answer !== undefined) {
    if (answer.bodyHash !== idempotency.bodyHash) return refuse(mismatch);
    return { kind: 'outcome', result: succeed({ kind: 'answered', answer: answer.answer, replayed: true }) };
  }
  if (placement !== undefined) {
    const isSameKey = placement.idempotencyKey === idempotency.key;
    if (isSameKey && placement.bodyHash !== idempotency.bodyHash) return refuse(mismatch);
    // Another tab, or a page that lost its key: the way on is the payment that waits, or to give it up. It is not kept under
    // this key, which may place the order once the payment was given up.
    if (knowledge.awaited !== undefined && !knowledge.isRunning) {
      return { kind: 'outcome', result: succeed({ kind: 'answered', answer: knowledge.awaited, replayed: true }) };
    }
    return isSameKey && !knowledge.isRunning ? { kind: 'resume' } : refuse(running);
  }
  if (cart.status === 'placed') {
    const extensions = { orderId: cart.orderId };
    return refuse({ code: 'conflict', detail: 'This cart has become an order already.', extensions });
  }
  if (cart.lines.length === 0) {
    const errors = [{ path: 'lines', message: 'Must have at least one line' }];
    return refuse({ code: 'invalid_input', detail: 'The cart is empty.', errors });
  }
  if (knowledge.answerCount >= maxAnswersPerCart) {
    return refuse({
      code: 'rate_limited',
      detail: 'This cart was tried too often. Open a new one.',
      retryAfterSeconds: 60,
    });
  }
  if (isStale(cart, nowMs) || isPricedForAnother(cart, buyerId)) {
    return { kind: 'outcome', result: succeed({ kind: 'stale_quote' }) };
  }
  return { kind: 'start', cart };
}
