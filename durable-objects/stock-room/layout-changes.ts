import { fail, type Result, succeed } from '#platform/errors';
import { describeError, log } from '#platform/log';
import type { StoreFacts } from '#platform/objects';
import type { Announcement, StockPeerDoor } from '#platform/stock-shard-door';
import type { StoreLayout } from '#platform/store-layout';
import { KEEP_FINISHED_HOLDS_MS } from './hold-book.ts';
import type { DeskTools } from './shard-desk.ts';

/** So many parcels leave in one turn of the alarm; the next turn follows at once. */
const PARCELS_A_TURN = 20;

/**
 * Spreading a store over other shards. Shard 0 writes the new layout, tells the others, and each hands over what is not its own
 * any more; when all are done shard 0 says so. Everything is written before it is told, so the alarm goes on after a crash.
 */
export class LayoutChanges {
  readonly #tools: DeskTools;
  /** Shards that have confirmed the present layout since this object woke. */
  #told = new Set<number>();
  #delivery: Promise<void> | undefined;

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  begin(store: StoreFacts, count: number): StoreLayout {
    const { version, shards, highest } = this.#tools.book.shards.layout;
    const spread = { shards: count, before: shards, highest: Math.max(highest, count) };
    const layout: StoreLayout = { version: version + 1, phase: 'moving', ...spread };
    this.adopt({ store, shard: 0, layout });
    return layout;
  }

  /** Learns of a newer layout; every message from another shard brings it. */
  adopt({ store, shard, layout }: Announcement): void {
    const { book, nowMs } = this.#tools;
    if (layout.version <= book.shards.version) return;
    book.openStore(store, nowMs());
    book.shards.adopt(layout, shard, nowMs());
    book.reports.forgetElsewhere();
    this.#told = new Set();
    this.#tools.wake();
  }

  get hasWork(): boolean {
    const { shards } = this.#tools.book;
    if (shards.version === 0) return false;
    return shards.hasParcels() || !shards.isDone || (shards.shard === 0 && (!this.#areTold || this.#isFreshNoMore));
  }

  async goOn(): Promise<void> {
    const { shards } = this.#tools.book;
    if (shards.version === 0) return;
    await this.deliver();
    if (!shards.isDone) await this.#moveOut();
    if (shards.shard !== 0) return;
    await this.#lead();
    if (this.#isFreshNoMore) this.#next('settled');
  }

  /** Brings what is packed to its shard. Whoever asks for goods that are on their way waits for it. */
  deliver(): Promise<void> {
    this.#delivery ??= this.#deliverAll().finally(() => {
      this.#delivery = undefined;
    });
    return this.#delivery;
  }

  /** Blocks batches in the other shards; answers those that stand there. */
  async tellBlocks(batchIds: readonly string[], reason: string | null): Promise<Result<string[]>> {
    try {
      const tell = async (to: number) => this.peer(to).setBlocks(this.announcement(to), batchIds, reason);
      return succeed((await Promise.all(this.#others().map(tell))).flat());
    } catch (error) {
      log('warn', 'A shard did not answer a block', describeError(error));
      return fail('unavailable', 'Not every part of the store has answered. Send it again.', { retryAfterSeconds: 1 });
    }
  }

  async #deliverAll(): Promise<void> {
    const { shards } = this.#tools.book;
    for (let parcels = shards.parcels(); parcels.length > 0; parcels = shards.parcels()) {
      for (const { to, parcel } of parcels) {
        const taken = await this.peer(to).takeOver(this.announcement(to), parcel);
        if (!taken.ok) throw new Error(`Shard ${to} refused a parcel: ${taken.failure.detail}`);
        shards.parcelArrived(parcel.document.key);
      }
    }
  }

  async #moveOut(): Promise<void> {
    const { book, nowMs } = this.#tools;
    book.expireDue(nowMs());
    for (let packed = 0; packed < PARCELS_A_TURN && book.movingOut.packNext(nowMs()); packed++) await this.deliver();
    if (!book.movingOut.isOver || !book.parts.isEmpty) return;
    book.shards.markDone();
    book.reports.forgetElsewhere();
  }

  /** Shard 0: tells the others of the layout until they have it; the move is over when all of them say that they are done. */
  async #lead(): Promise<void> {
    const { book } = this.#tools;
    const { version } = book.shards;
    const blocks = book.blocks();
    const others = this.#others();
    const answers = await Promise.all(others.map((to) => this.peer(to).adopt(this.announcement(to), blocks)));
    if (book.shards.version !== version) return;
    this.#told = new Set(others);
    if (book.shards.isMoving && book.shards.isDone && answers.every(({ isDone }) => isDone)) this.#next('fresh');
  }

  #next(phase: 'fresh' | 'settled'): void {
    const { shards, reports } = this.#tools.book;
    const store = reports.store;
    if (store === undefined) return;
    this.adopt({ store, shard: 0, layout: { ...shards.layout, version: shards.version + 1, phase } });
  }

  get #areTold(): boolean {
    const { isMoving } = this.#tools.book.shards;
    return !isMoving && this.#others().every((shard) => this.#told.has(shard));
  }

  get #isFreshNoMore(): boolean {
    const { shards } = this.#tools.book;
    const isOld = this.#tools.nowMs() >= shards.changedAtMs + KEEP_FINISHED_HOLDS_MS;
    return shards.shard === 0 && shards.layout.phase === 'fresh' && isOld;
  }

  #others(): number[] {
    return Array.from({ length: this.#tools.book.shards.layout.highest - 1 }, (_, at) => at + 1);
  }

  /** What a message to another shard carries. */
  announcement(shard: number): Announcement {
    const { shards, reports } = this.#tools.book;
    if (reports.store === undefined) throw new Error('A store that is spread has a name.');
    return { store: reports.store, shard, layout: shards.layout };
  }

  peer(shard: number): StockPeerDoor {
    const storeId = this.#tools.book.reports.store?.storeId;
    if (storeId === undefined) throw new Error('A store that is spread has a name.');
    return this.#tools.peer(storeId, shard);
  }
}
