import type { CouponBookDoor } from './coupon-book-door.ts';
import { LayoutMemory } from './layout-memory.ts';
import type { CheckoutDoor, NumberSeriesDoor, Objects, OutboxRelayDoor } from './objects.ts';
import type { RateLimiterDoor } from './rate-limiter-door.ts';
import type { RevocationsDoor } from './revocations-door.ts';
import { StockRoomOfStore } from './stock-room-of-store.ts';
import type { StockShardDoor } from './stock-shard-door.ts';
import { shardName } from './store-layout.ts';
import type { ValueAccountDoor } from './value-account-door.ts';

/** The namespaces that a Worker binds to reach the objects: the same names in every wrangler.toml. */
export interface ObjectBindings {
  STOCK_ROOM: DurableObjectNamespace;
  COUPON_BOOK: DurableObjectNamespace;
  VALUE_ACCOUNT: DurableObjectNamespace;
  CHECKOUT: DurableObjectNamespace;
  NUMBER_SERIES: DurableObjectNamespace;
  OUTBOX_RELAY: DurableObjectNamespace;
  REVOCATIONS: DurableObjectNamespace;
  RATE_LIMITER: DurableObjectNamespace;
}

/** There is one of each for the whole company. */
const ONLY_ONE = 'company';

/** The one place where a stub becomes a door: the classes declare that they implement these. */
function door<Door>(namespace: DurableObjectNamespace, name: string): Door {
  return namespace.getByName(name) as unknown as Door;
}

/** One id, one object: an id may come in capitals, and another name would be another object beside the real one. */
const nameOf = (id: string): string => id.toLowerCase();

/** What this isolate has learned of stores that are spread over several objects. */
const layouts = new LayoutMemory();

/** The Durable Objects as modules see them. A stub is made at each call: it must not outlive its request. */
export function boundObjects(bindings: ObjectBindings): Objects {
  return {
    stockRoom: (storeId) => {
      const shard = (at: number) => door<StockShardDoor>(bindings.STOCK_ROOM, shardName(nameOf(storeId), at));
      return new StockRoomOfStore(nameOf(storeId), shard, layouts);
    },
    couponBook: (code) => door<CouponBookDoor>(bindings.COUPON_BOOK, nameOf(code)),
    valueAccount: (accountId) => door<ValueAccountDoor>(bindings.VALUE_ACCOUNT, nameOf(accountId)),
    checkout: (cartId) => door<CheckoutDoor>(bindings.CHECKOUT, nameOf(cartId)),
    numberSeries: (series) => door<NumberSeriesDoor>(bindings.NUMBER_SERIES, series),
    outboxRelay: () => door<OutboxRelayDoor>(bindings.OUTBOX_RELAY, ONLY_ONE),
    revocations: () => door<RevocationsDoor>(bindings.REVOCATIONS, ONLY_ONE),
    rateLimiter: (subject) => door<RateLimiterDoor>(bindings.RATE_LIMITER, subject),
  };
}
