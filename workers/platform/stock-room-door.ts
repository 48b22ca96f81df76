import type { Result } from './errors.ts';
import type { StoreLayout } from './store-layout.ts';

/** Where and to whom goods are sold: decides how long before its expiry a batch leaves the shelf. */
export type Channel = 'web' | 'till' | 'dealer';

/**
 * What state a piece of a batch is in. `sellable` is the stock on hand, part of which may be held; `in_transit` is on its way
 * to this store and counts nowhere else. Only `sellable` is ever sold.
 */
export const stockStates = ['sellable', 'in_transit', 'quarantined', 'damaged', 'expired'] as const;
export type StockState = (typeof stockStates)[number];

/** Why a shelf changed: stands in the movement ledger. */
export const movementKinds = [
  'opening',
  'receipt',
  'sale',
  'return',
  'adjustment',
  'count',
  'transfer_out',
  'transfer_in',
  'transfer_loss',
  'supplier_return',
  'quarantine',
  'release',
  'recall',
  'damage',
  'expiry',
  'destroy',
  'repack',
  'reshard',
  'repair',
] as const;
export type MovementKind = (typeof movementKinds)[number];

/** What is printed on the pack of a batch. */
export interface BatchFacts {
  batchId: string;
  variantId: string;
  batchNumber: string;
  /** Last day of sale, YYYY-MM-DD, or null where there is none. */
  expiresOn: string | null;
  mrpPaise: number;
}

export interface ReceivedLine extends BatchFacts {
  quantity: number;
}

/** So many pieces of a batch more (or, negative, fewer) in one state. Never 0. */
export interface StockChange extends BatchFacts {
  state: StockState;
  quantity: number;
}

/** One business document's effect on a store's shelves: all of its changes happen, or none. */
export interface StockDocument {
  /** Made by the caller. The same key with the same changes is booked once; with others it is `idempotency_mismatch`. */
  key: string;
  kind: MovementKind;
  /** The document that caused it: order, receipt, transfer, count. */
  reference: string;
  changes: readonly StockChange[];
}

export interface WantedLine {
  variantId: string;
  quantity: number;
  /** Takes this very batch instead of the one that expires first; whoever asks has given a reason for it. */
  batchId?: string;
}

/** A piece of a hold: so many of one batch. A wanted line that spans batches becomes several. */
export interface Allocation extends BatchFacts {
  quantity: number;
}

export interface HoldRequest {
  /** Made by the caller: a repeated request with the same id answers the same hold. */
  holdId: string;
  lines: readonly WantedLine[];
  channel: Channel;
  holdMs: number;
}

export interface Hold {
  holdId: string;
  allocations: Allocation[];
  expiresAtMs: number;
}

/** What an `out_of_stock` failure carries in `extensions.lines`. */
export interface Shortage {
  variantId: string;
  requested: number;
  available: number;
  /** Where one batch is short in one state. */
  batchId?: string;
  state?: StockState;
}

export interface ShelfCount {
  variantId: string;
  onHand: number;
  held: number;
  /** On hand and sellable today, less what is held. */
  available: number;
}

/** One batch as a store's object knows it: the truth that the ledger must agree with. */
export interface BatchStanding extends BatchFacts {
  /** Pieces in each state; `sellable` includes what is held. */
  quantities: Record<StockState, number>;
  held: number;
  sold: number;
  /** Why nothing of it may be sold (a recall, for example); null: it may. */
  blockedFor: string | null;
}

export interface StoreFacts {
  storeId: string;
  timeZone: string;
}

export interface StockRoomDoor {
  /** Books goods in, once per key: a document whose every change adds to `sellable`. */
  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>>;
  /**
   * Books a document. Fails with `out_of_stock` and its `Shortage` list when a state would fall below zero or what is held
   * would no longer be there; then nothing of it has happened.
   */
  book(store: StoreFacts, document: StockDocument): Promise<Result<{ booked: number }>>;
  /** Stops (a reason) or allows (null) the sale of batches: held pieces of a blocked batch cannot be committed. */
  block(store: StoreFacts, batchIds: readonly string[], reason: string | null): Promise<Result<{ blocked: number }>>;
  /** First expired, first out, all lines or none. Fails with `out_of_stock` and its `Shortage` list. */
  hold(request: HoldRequest): Promise<Result<Hold>>;
  /** Takes the held goods off the shelf for good. Repeating it changes nothing. */
  commit(holdId: string, reference: string): Promise<Result<{ committed: true }>>;
  /** Puts held goods back. Repeating it, or releasing what has expired, changes nothing. */
  release(holdId: string): Promise<Result<{ released: boolean }>>;
  count(variantIds: readonly string[]): Promise<ShelfCount[]>;
  /** Batches after `afterBatchId` in the order of their ids, at most `limit`: for counts, proofs and reports. */
  standing(query: { afterBatchId: string | null; limit: number }): Promise<BatchStanding[]>;
  /** These batches, those that were never here left out. */
  batches(batchIds: readonly string[]): Promise<BatchStanding[]>;
  /**
   * Movements of one shard (the first when none is named) after a sequence, as they were written down in the last 35 days: to
   * repair a ledger that lost some.
   */
  movements(afterSequence: number, limit: number, shard?: number): Promise<RecordedMovement[]>;
  totals(): Promise<StoreTotals>;
  /**
   * Spreads the store over so many objects while it goes on selling. Answers the layout it is moving to; repeating it changes
   * nothing. Fails with `conflict` while another move is under way.
   */
  reshard(store: StoreFacts, shards: number): Promise<Result<StoreLayout>>;
  layout(): Promise<StoreLayout>;
}

/**
 * Over a whole store, for proofs: pieces on hand (what is sellable, held or not), pieces held, holds that are alive (one over
 * several shards counts in each), pieces sold. Pieces on their way from one shard to another count nowhere until they arrive.
 */
export interface StoreTotals {
  onHand: number;
  held: number;
  holds: number;
  sold: number;
}

/** A movement as the object keeps it; `sequence` counts up within its shard without gaps. */
export interface RecordedMovement {
  shard: number;
  sequence: number;
  batchId: string;
  variantId: string;
  state: StockState;
  kind: MovementKind;
  quantity: number;
  reference: string;
  occurredAtMs: number;
}
