import type { Objects } from '#platform/objects';
import type { RateLimiterDoor } from '#platform/rate-limiter-door';
import type { RevocationsDoor } from '#platform/revocations-door';
import { nodeSql } from '../../durable-objects/node-sql.test-support.ts';
import { QuotaBook } from '../../durable-objects/rate-limiter/quota-book.ts';
import { RevocationBook } from '../../durable-objects/revocations/revocation-book.ts';

export interface GateObjects extends Pick<Objects, 'revocations' | 'rateLimiter'> {
  /** How often what was revoked was asked for. */
  asked: number;
  /** How often a quota was asked. */
  counted: number;
  /** Set, nobody can reach them. */
  areGone: boolean;
}

/** The objects that the gateway asks before anybody is known: their real books, without workerd around them. */
export function gateObjectsInNode(nowMs: () => number): GateObjects {
  const book = new RevocationBook(nodeSql());
  const limiters = new Map<string, QuotaBook>();
  const objects: GateObjects = {
    asked: 0,
    counted: 0,
    areGone: false,
    revocations: () => revocations,
    rateLimiter(subject) {
      const quotas = limiters.get(subject) ?? new QuotaBook(nodeSql());
      limiters.set(subject, quotas);
      return limiterOf(quotas);
    },
  };
  const reach = () => {
    if (objects.areGone) throw new Error('The objects cannot be reached');
  };
  const revocations: RevocationsDoor = {
    async revoke(revoked) {
      reach();
      book.revoke(revoked, nowMs());
    },
    async since(version) {
      objects.asked += 1;
      reach();
      return book.since(version, nowMs());
    },
  };
  const limiterOf = (quotas: QuotaBook): RateLimiterDoor => ({
    async take(quota, cost = 1) {
      objects.counted += 1;
      reach();
      return quotas.take(quota, cost, nowMs());
    },
    async reset({ name }) {
      quotas.reset(name);
    },
  });
  return objects;
}
