import type { Result } from './errors.ts';
import type {
  BatchStanding,
  Hold,
  HoldRequest,
  ReceivedLine,
  RecordedMovement,
  ShelfCount,
  StockDocument,
  StoreFacts,
  StoreTotals,
} from './stock-room-door.ts';
import type { Moved, StoreLayout } from './store-layout.ts';

/** What a shard says of a hold: nothing, ready to be sold, or sold. */
export interface HoldState {
  state: 'none' | 'ready' | 'committed';
}

/**
 * The door of one object of a store, behind the StockRoomDoor that callers see. `version` is the layout that the caller knows;
 * a shard that knows a newer one answers `Moved`. Documents and layouts go to shard 0, which decides for the whole store.
 */
export interface StockShardDoor {
  hold(request: HoldRequest, version: number): Promise<Result<Hold> | Moved>;
  /** A hold that is alive or was committed here. */
  findHold(holdId: string): Promise<Hold | null>;
  commit(holdId: string, reference: string, version: number): Promise<Result<{ committed: true }> | Moved>;
  /** Promises that a hold can be committed within a day: the first half of a commit over several shards. */
  ready(holdId: string, version: number): Promise<Result<HoldState> | Moved>;
  /** The second half: what was promised is done. */
  commitReady(holdId: string, reference: string): Promise<Result<{ committed: true }>>;
  release(holdId: string, version: number): Promise<Result<{ released: boolean }> | Moved>;
  /** What a hold of these lines would lack here; nothing is held. */
  shortages(request: HoldRequest, version: number): Promise<Result<true>>;
  count(variantIds: readonly string[], version: number): Promise<{ counts: ShelfCount[] } | Moved>;
  standing(
    query: { afterBatchId: string | null; limit: number },
    version: number,
  ): Promise<{ batches: BatchStanding[] } | Moved>;
  batches(batchIds: readonly string[], version: number): Promise<{ batches: BatchStanding[] } | Moved>;
  movements(afterSequence: number, limit: number): Promise<RecordedMovement[]>;
  totals(version: number): Promise<StoreTotals | Moved>;

  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>>;
  book(store: StoreFacts, document: StockDocument): Promise<Result<{ booked: number }>>;
  block(store: StoreFacts, batchIds: readonly string[], reason: string | null): Promise<Result<{ blocked: number }>>;
  reshard(store: StoreFacts, shards: number): Promise<Result<StoreLayout>>;
  layout(): Promise<StoreLayout>;
}

/** What every message between the shards of a store carries, so that one that slept through a change learns of it. */
export interface Announcement {
  store: StoreFacts;
  /** The shard that is addressed. */
  shard: number;
  layout: StoreLayout;
}

export interface Block {
  batchId: string;
  reason: string | null;
}

/** Goods that go from one shard to another, and up to which revision their former shard has reported them. */
export interface Parcel {
  document: StockDocument;
  revision: number;
  blocks: readonly Block[];
}

/** What the shards of a store ask of one another. All of it bears repeating. */
export interface StockPeerDoor {
  adopt(announcement: Announcement, blocks: readonly Block[]): Promise<{ isDone: boolean }>;
  /** Blocks or frees batches; answers those of them that stand in this shard. */
  setBlocks(announcement: Announcement, batchIds: readonly string[], reason: string | null): Promise<string[]>;
  takeOver(announcement: Announcement, parcel: Parcel): Promise<Result<true>>;
  /** Reserves what a part of a document takes, under a key that is used once; `abort` or `apply` ends it. */
  prepare(announcement: Announcement, part: StockDocument): Promise<Result<true> | Moved>;
  apply(partKey: string): Promise<{ applied: true }>;
  abort(partKey: string): Promise<{ aborted: true }>;
}
