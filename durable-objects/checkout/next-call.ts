import { orderFacts, orderSeries, wantedLines } from '#modules/orders';
import type { CartState, HoldRequest, IssueRequest } from '#platform/objects';
import { holdIdOf, type Placement } from './placement.ts';

/** Time for a slow payment form or a database that is away, and short enough not to starve others of the last piece. */
const holdMs = 15 * 60_000;

export type Call =
  | { kind: 'hold'; storeId: string; request: HoldRequest }
  | { kind: 'issue'; series: string; request: IssueRequest }
  | { kind: 'commit'; storeId: string; holdId: string; reference: string }
  | { kind: 'release'; storeId: string; holdId: string };

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
