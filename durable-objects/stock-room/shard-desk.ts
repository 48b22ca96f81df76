import { fail, type Result, succeed } from '#platform/errors';
import { describeError, log } from '#platform/log';
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
} from '#platform/objects';
import type { Announcement, Block, HoldState, Parcel, StockPeerDoor, StockShardDoor } from '#platform/stock-shard-door';
import { MAX_SHARDS, type Moved, type StoreLayout } from '#platform/store-layout';
import { BookAcross } from './book-across.ts';
import { LayoutChanges } from './layout-changes.ts';
import { receiptOf, type StockBook } from './stock-book.ts';

export interface DeskTools {
  book: StockBook;
  peer: (storeId: string, shard: number) => StockPeerDoor;
  nowMs: () => number;
  /** Something was written down that has to be gone on with, whatever happens. */
  wake: () => void;
}

/**
 * One object of a store among its shards: what it decides alone it asks of its book; what concerns others goes through
 * shard 0. Where there is one shard, nothing is awaited and nothing more is written.
 */
export class ShardDesk implements StockPeerDoor, StockShardDoor {
  readonly #book: StockBook;
  readonly #tools: DeskTools;
  readonly #across: BookAcross;
  readonly #changes: LayoutChanges;

  constructor(tools: DeskTools) {
    this.#tools = tools;
    this.#book = tools.book;
    this.#changes = new LayoutChanges(tools);
    this.#across = new BookAcross(tools, this.#changes, this);
  }

  async hold(request: HoldRequest, version: number): Promise<Result<Hold> | Moved> {
    if (version < this.#book.shards.version) return this.#movedFrom([]);
    const gone = this.#gone(request.lines);
    if (gone.length === 0 || this.#book.holds.find(request.holdId) !== undefined) {
      return this.#book.hold(request, this.#tools.nowMs());
    }
    return this.#whereTo(gone);
  }

  async findHold(holdId: string): Promise<Hold | null> {
    return this.#book.holds.find(holdId) ?? null;
  }

  /** Only of what this shard decides about: what has left it is not short for that. */
  async shortages(request: HoldRequest, version: number): Promise<Result<true>> {
    const { shards } = this.#book;
    const lines = request.lines.filter(({ variantId }) => !shards.isElsewhere(variantId));
    if (version < shards.version || lines.length === 0) return succeed(true);
    return this.#book.holds.shortages({ ...request, lines }, this.#tools.nowMs());
  }

  async commit(holdId: string, reference: string, version: number): Promise<Result<{ committed: true }> | Moved> {
    return this.#unlessOld(version, () => this.#book.commit(holdId, reference, this.#tools.nowMs()));
  }

  async ready(holdId: string, version: number): Promise<Result<HoldState> | Moved> {
    return this.#unlessOld(version, () => this.#book.holds.ready(holdId, this.#tools.nowMs()));
  }

  async commitReady(holdId: string, reference: string): Promise<Result<{ committed: true }>> {
    return this.#book.holds.commitReady(holdId, reference, this.#tools.nowMs());
  }

  async release(holdId: string, version: number): Promise<Result<{ released: boolean }> | Moved> {
    return this.#unlessOld(version, () => this.#book.release(holdId));
  }

  async count(variantIds: readonly string[], version: number): Promise<{ counts: ShelfCount[] } | Moved> {
    return this.#unlessOld(version, () => ({ counts: this.#book.count(variantIds, this.#tools.nowMs()) }));
  }

  async standing(
    query: { afterBatchId: string | null; limit: number },
    version: number,
  ): Promise<{ batches: BatchStanding[] } | Moved> {
    return this.#unlessOld(version, () => ({ batches: this.#book.standing(query) }));
  }

  async batches(batchIds: readonly string[], version: number): Promise<{ batches: BatchStanding[] } | Moved> {
    return this.#unlessOld(version, () => ({ batches: this.#book.batches(batchIds) }));
  }

  async movements(afterSequence: number, limit: number): Promise<RecordedMovement[]> {
    return this.#book.movements(afterSequence, limit);
  }

  async totals(version: number): Promise<StoreTotals | Moved> {
    return this.#unlessOld(version, () => this.#book.totals());
  }

  async layout(): Promise<StoreLayout> {
    return this.#book.shards.layout;
  }

  // ---- For shard 0, which decides for the whole store

  async receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>> {
    const { document, formerly } = receiptOf(key, kind, lines);
    return this.#across.book(store, document, formerly);
  }

  async book(store: StoreFacts, document: StockDocument): Promise<Result<{ booked: number }>> {
    return this.#across.book(store, document, []);
  }

  /** Blocks everywhere or fails as `unavailable`, to be repeated: nobody may go on selling what is recalled. */
  async block(
    store: StoreFacts,
    batchIds: readonly string[],
    reason: string | null,
  ): Promise<Result<{ blocked: number }>> {
    const blocked = this.#book.block(store, batchIds, reason, this.#tools.nowMs());
    const others = await this.#changes.tellBlocks(batchIds, reason);
    if (!blocked.ok || !others.ok) return others.ok ? blocked : others;
    const here = new Set(this.#book.batches(batchIds).map(({ batchId }) => batchId));
    return succeed({ blocked: new Set([...here, ...others.value]).size });
  }

  async reshard(store: StoreFacts, count: number): Promise<Result<StoreLayout>> {
    const { layout } = this.#book.shards;
    if (!Number.isInteger(count) || count < 1 || count > MAX_SHARDS) {
      return fail('invalid_input', `A store is spread over 1 to ${MAX_SHARDS} objects.`);
    }
    if (count === layout.shards) return succeed(layout);
    if (layout.phase === 'moving') return fail('conflict', 'This store is being moved; wait until that is over.');
    return succeed(this.#changes.begin(store, count));
  }

  // ---- What other shards ask

  async adopt(announcement: Announcement, blocks: readonly Block[]): Promise<{ isDone: boolean }> {
    this.#changes.adopt(announcement);
    this.#book.adoptBlocks(blocks);
    return { isDone: this.#book.shards.isDone };
  }

  async setBlocks(announcement: Announcement, batchIds: readonly string[], reason: string | null): Promise<string[]> {
    this.#changes.adopt(announcement);
    this.#book.block(announcement.store, batchIds, reason, this.#tools.nowMs());
    return this.#book.batches(batchIds).map(({ batchId }) => batchId);
  }

  async takeOver(announcement: Announcement, parcel: Parcel): Promise<Result<true>> {
    this.#changes.adopt(announcement);
    return this.#book.movingOut.takeOver(announcement.store, parcel, this.#tools.nowMs());
  }

  async prepare(announcement: Announcement, part: StockDocument): Promise<Result<true> | Moved> {
    this.#changes.adopt(announcement);
    const gone = this.#gone(part.changes);
    return gone.length > 0 ? this.#whereTo(gone) : this.#book.parts.prepare(part, this.#tools.nowMs());
  }

  async apply(partKey: string): Promise<{ applied: true }> {
    this.#book.parts.apply(partKey, this.#tools.nowMs());
    return { applied: true };
  }

  async abort(partKey: string): Promise<{ aborted: true }> {
    this.#book.parts.abort(partKey, this.#tools.nowMs());
    return { aborted: true };
  }

  // ---- What the alarm goes on with

  /** Whether anything between the shards is unfinished. */
  get hasWork(): boolean {
    return this.#changes.hasWork || this.#across.hasWork;
  }

  /** Goes on with all of it, as far as it gets. Throws when another shard does not answer. */
  async work(): Promise<void> {
    await this.#across.resume();
    await this.#changes.goOn();
  }

  #gone(pieces: readonly { variantId: string }[]): string[] {
    const { shards } = this.#book;
    if (shards.version === 0) return [];
    const variantIds = pieces.map(({ variantId }) => variantId).filter((variantId) => shards.isElsewhere(variantId));
    return [...new Set(variantIds)];
  }

  /** Sends the asker on once the goods have arrived there: sooner, they would be nowhere. */
  async #whereTo(variantIds: string[]): Promise<Result<never> | Moved> {
    try {
      await this.#changes.deliver();
      return this.#movedFrom(variantIds);
    } catch (error) {
      log('warn', 'Goods could not be brought to their shard yet', describeError(error));
      return fail('unavailable', 'The store is being rearranged. Try again in a moment.', { retryAfterSeconds: 1 });
    }
  }

  #unlessOld<T>(version: number, answer: () => T): T | Moved {
    return version < this.#book.shards.version ? this.#movedFrom([]) : answer();
  }

  #movedFrom(variantIds: string[]): Moved {
    return { moved: this.#book.shards.layout, variantIds };
  }
}
