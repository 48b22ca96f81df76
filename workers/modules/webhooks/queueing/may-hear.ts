import type { Actor } from '#platform/access/actor';
import { type GrantClaim, grantOf } from '#platform/access/grants';
import { allows, type Reach, reachOf } from '#platform/access/require-permission';

/** An endpoint as far as it decides what it is told. */
export interface Listener {
  ownerId: string;
  /** What its owner holds at the moment. */
  grants: readonly GrantClaim[];
  orderScope: 'all' | 'stores' | 'own';
  orderStoreIds: readonly string[];
}

export interface OrderOwnership {
  storeId: string;
  /** The account that ordered; null for a visitor. */
  personId: string | null;
}

const actorOf = ({ ownerId, grants }: Listener): Actor => ({
  kind: 'person',
  personId: ownerId,
  sessionId: '',
  grants: grants.map(grantOf),
  secondFactorAtMs: null,
  clientId: null,
});

/** Whether somebody may have webhooks at all at the moment: a grant that was taken back silences their endpoints. */
export const maySubscribe = (listener: Listener, nowMs: number): boolean =>
  allows(actorOf(listener), 'webhooks.manage', nowMs);

/**
 * Whether an endpoint is told of an order: its owner's own always, others within what was asked for when it was made and
 * what its owner may still read.
 */
export function mayHearOfOrder(listener: Listener, order: OrderOwnership, nowMs: number): boolean {
  if (order.personId === listener.ownerId) return true;
  if (listener.orderScope === 'own') return false;
  const isAsked = listener.orderScope === 'all' || listener.orderStoreIds.includes(order.storeId);
  return isAsked && reaches(reachOf(actorOf(listener), 'orders.read', nowMs), order.storeId);
}

function reaches(reach: Reach | undefined, storeId: string): boolean {
  return reach?.kind === 'all' || (reach?.kind === 'stores' && reach.storeIds.includes(storeId));
}
