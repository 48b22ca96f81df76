import { draftOrder, wantedLines } from '#modules/orders';
import type { Failure, Result } from '#platform/errors';
import type { Hold } from '#platform/objects';
import { paymentWindowMs } from '#platform/payment-windows';
import { refusalOf } from '../answers.ts';
import { giveUp, goOn, isRetryable, type Move, type Situation, tryAgainOrGiveUp, wait } from '../moves.ts';
import { holdIdOf, type Placement } from '../placement.ts';
import { stage } from './stage.ts';
import { toTenders } from './tenders.ts';

/** A repeated call may answer a hold from before a long pause: with less time left it is not worth a number. */
const holdMarginMs = 60_000;

/** A hold that cannot be released frees itself when its time is up. */
const maxReleaseFailures = 5;

const internal: Failure = { code: 'internal', detail: 'The order could not be drawn up.' };

const holdCall = ({ placement, cart }: Situation) => ({
  kind: 'hold' as const,
  storeId: cart.store.storeId,
  request: {
    holdId: holdIdOf(placement),
    lines: wantedLines(cart),
    channel: cart.channel,
    holdMs: paymentWindowMs(placement.request.paymentMethod),
  },
});

/** Holds the goods, first expired first out, and draws the order up by what it got. */
export const holding = stage('holding', 'hold', {
  call: (_, situation) => holdCall(situation),
  after(_, result, situation): Move {
    if (!result.ok) {
      const { failure } = result;
      return tryAgainOrGiveUp(situation, isRetryable(failure) ? failure : refusalOf(failure, situation.cart));
    }
    const { placement, cart, nowMs, ids } = situation;
    const { allocations, expiresAtMs } = result.value;
    const held = { ...situation, placement: { ...placement, heldUntilMs: expiresAtMs } };
    if (expiresAtMs - nowMs < holdMarginMs) return goOn(held.placement, { at: 'releasing' });
    const { orderId, orderTokenHash: tokenHash, request, requestId } = placement;
    try {
      const placedAt = new Date(nowMs);
      const draft = draftOrder({ cart, allocations, request, orderId, tokenHash, requestId, placedAt }, ids);
      return toTenders({ ...held, placement: { ...held.placement, draft } });
    } catch (error) {
      return { ...giveUp(held, internal, false), warning: `An order could not be drawn up: ${String(error)}` };
    }
  },
});

/** Lets a hold go that is about to lapse, and takes the next. */
export const releasing = stage('releasing', 'release', {
  call: (_, { placement, cart }) => ({
    kind: 'release',
    storeId: cart.store.storeId,
    holdId: holdIdOf(placement),
  }),
  after(_, result, { placement }): Move {
    if (!result.ok && placement.failures + 1 < maxReleaseFailures) return wait(placement, result.failure);
    return holdAgain(placement);
  },
});

const holdAgain = (placement: Placement): Move =>
  goOn({ ...placement, attempt: placement.attempt + 1, heldUntilMs: 0 }, { at: 'holding' });

/** What to do with goods of an order that stands: see stages/document.ts. */
export interface Securing {
  secured: (situation: Situation, number: string | null, warning?: string) => Move;
}

export const committingWith = ({ secured }: Securing) =>
  stage('committing', 'commit', {
    call: (_, { placement, cart }) => ({
      kind: 'commit',
      storeId: cart.store.storeId,
      holdId: holdIdOf(placement),
      reference: placement.orderId,
    }),
    after({ number }, result, situation): Move {
      const { placement } = situation;
      if (result.ok) return secured(situation, number);
      if (isRetryable(result.failure)) return wait(placement, result.failure);
      return goOn({ ...placement, attempt: placement.attempt + 1 }, { at: 'replacing', number });
    },
  });

/** The order stands whatever the shelf says now: a shortage is for the store to settle with the buyer. */
export const replacingWith = ({ secured }: Securing) =>
  stage('replacing', 'hold', {
    call: (_, situation) => holdCall(situation),
    after({ number }, result: Result<Hold>, situation): Move {
      const { placement } = situation;
      if (result.ok) return goOn(placement, { at: 'committing', number });
      if (isRetryable(result.failure)) return wait(placement, result.failure);
      return secured(situation, number, 'An order stands without its goods');
    },
  });
