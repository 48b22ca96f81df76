import type { PersonActor } from '#platform/access/actor';
import { grantOf } from '#platform/access/grants';
import { recordScopeOf } from '#platform/access/record-scope';
import { requirePermission } from '#platform/access/require-permission';
import { systemClock } from '#platform/clock';
import { nobody } from '#platform/context';
import { randomIds } from '#platform/ids';

export interface PermissionCost {
  grants: number;
  checkMicros: number;
  /** What the records may show, worked out once a request. */
  scopeMicros: number;
}

const CHECKS = 200_000;
const STORES_EACH = 20;

function microsOf(work: () => void): number {
  for (let i = 0; i < CHECKS / 10; i++) work();
  const startedAt = performance.now();
  for (let i = 0; i < CHECKS; i++) work();
  return ((performance.now() - startedAt) * 1000) / CHECKS;
}

/** One check for somebody with so many grants of twenty stores each, in the last of which the permission is found. */
export function measurePermissionChecks(sizes: readonly number[]): PermissionCost[] {
  return sizes.map((grants) => {
    const stores = Array.from({ length: grants * STORES_EACH }, () => randomIds.next());
    const actor: PersonActor = {
      kind: 'person',
      personId: randomIds.next(),
      sessionId: randomIds.next(),
      clientId: null,
      secondFactorAtMs: null,
      grants: Array.from({ length: grants }, (_, i) =>
        grantOf({ role: 'cashier', scope: stores.slice(i * STORES_EACH, (i + 1) * STORES_EACH) }),
      ),
    };
    const ctx = { actor, visitor: nobody, clock: systemClock, ids: randomIds, requestId: 'bench' };
    const storeId = stores.at(-1) ?? '';
    return {
      grants,
      checkMicros: microsOf(() => requirePermission(ctx, 'orders.read', { storeId })),
      scopeMicros: microsOf(() => void recordScopeOf(actor, Date.now())),
    };
  });
}
