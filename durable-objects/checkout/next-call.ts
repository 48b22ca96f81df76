import { orderFacts, orderSeries, wantedLines } from '#modules/orders';
import type { CartState, HoldRequest, IssueRequest } from '#platform/objects';
import { holdIdOf, type Placement } from './placement.ts';

/** Time for a slow payment form or a database that is away, and short enough not to starve others of the last piece. */
const holdMs = 15 * 60_000;

/** A hold with less time left than this is not worth numbering an order on: take a new one. */
const holdMarginMs = 60_000;

export type Call =
  | { kind: 'hold'; storeId: string; request: HoldRequest }
  | { kind: 'issue'; series: string; request: IssueRequest }
  | { kind: 'commit'; storeId: string; holdId: string; reference: string }
  | { kind: 'release'; storeId: string; holdId: string };

/** What a placement becomes right before its next call, to be written down first. */
export function prepare(placement: Placement, nowMs: number): Placement {
  const { step } = placement;
  if (step.at !== 'issuing' || step.begun) return placement;
  const lapses = step.holdExpiresAtMs - nowMs < holdMarginMs;
  return lapses
    ? { ...placement, step: { at: 'releasing', next: 'hold_again' } }
    : { ...placement, step: { ...step, begun: true } };
}

/** The call that a placement waits for. */
export function nextCall(placement: Placement, cart: CartState): Call {
  const { step, orderId } = placement;
  const { storeId } = cart.store;
  const holdId = holdIdOf(placement);
  switch (step.at) {
    case 'holding':
    case 'replacing':
      return { kind: 'hold', storeId, request: { holdId, lines: wantedLines(cart), channel: 'web', holdMs } };
    case 'issuing': {
      const { name, prefix } = orderSeries(cart.store, step.draft.day);
      return { kind: 'issue', series: name, request: { key: orderId, prefix, facts: orderFacts(step.draft) } };
    }
    case 'committing':
      return { kind: 'commit', storeId, holdId, reference: orderId };
    case 'releasing':
      return { kind: 'release', storeId, holdId };
  }
}
