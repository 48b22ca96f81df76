import type { Result } from '#platform/errors';
import type { Hold, StockChange, StockDocument, StockRoomDoor, StockState, WantedLine } from '#platform/objects';
import { seededRandom } from '../checkout/shop-model.test-support.ts';
import { SpreadStore } from './spread-store.test-support.ts';

const START = Date.parse('2026-11-22T06:30:00Z');
const STORE = { storeId: 'store', timeZone: 'Asia/Kolkata' };
const HOLD_MS = 60_000;
/** Variants of which there is always enough: whoever is refused one of these was told a lie. */
const PLENTY = 100_000;

const variants = Array.from({ length: 14 }, (_, at) => `variant-${at}`);
const isPlentiful = (variantId: string) => Number(variantId.split('-')[1]) % 2 === 0;
const batchOf = (variantId: string, lot: number) => ({
  variantId,
  batchId: `${variantId}/${lot}`,
  batchNumber: String(lot),
  expiresOn: lot === 0 ? null : '2029-06-30',
  mrpPaise: 9_500,
});

/** Buyers and clerks of a busy store, in any order, while objects die and the store is spread over others. */
export class SpreadStory {
  readonly store: SpreadStore;
  /** What must stand on the shelves in the end, by batch and state. */
  readonly expected = new Map<string, number>();
  readonly lies: string[] = [];
  sold = 0;
  refused = 0;
  #random: () => number;
  #ids = 0;
  #mayCrash = true;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.store = new SpreadStore(this.#random, START);
    this.#callers = [this.store.caller(), this.store.caller(), this.store.caller()];
  }

  readonly #callers: StockRoomDoor[];

  /** Stocks the store, lets everybody loose, moves the store through these numbers of shards, and waits until all is quiet. */
  async run(shardCounts: readonly number[]): Promise<void> {
    this.#mayCrash = false;
    await this.#finish(this.#bookUntilKnown(this.#opening()));
    this.#mayCrash = true;
    for (const count of shardCounts) {
      const people = Array.from({ length: 14 }, (_, at) => (at % 4 === 3 ? this.#clerk() : this.#buyer()));
      const move = this.#reshardUntilKnown(count);
      await this.#finish(Promise.all([...people, move]));
      await this.#quieten();
    }
  }

  async #finish(work: Promise<unknown>): Promise<void> {
    let isOver = false;
    const end = work.finally(() => {
      isOver = true;
    });
    end.catch(() => undefined);
    for (let steps = 0; !isOver; steps++) {
      if (steps > 200_000) throw new Error('The story does not come to an end.');
      if (this.#mayCrash && this.#chance(0.01)) this.store.crash(this.#pick(this.store.shards));
      if (this.#chance(0.1)) this.store.nowMs += Math.floor(this.#random() * 2_000);
      if (this.#chance(0.2)) this.store.ringAlarms();
      if (!(await this.store.step())) this.store.nowMs += 500;
    }
    await end;
  }

  /** Everything that was begun ends by itself: holds by their time, moves and documents by the alarm. */
  async #quieten(): Promise<void> {
    this.#mayCrash = false;
    this.store.nowMs += 2 * 86_400_000;
    for (let idle = 0; idle < 5; ) {
      this.store.ringAlarms();
      this.store.nowMs += HOLD_MS / 4;
      const isBusy = (await this.store.step()) || this.store.shards.some((shard) => this.store.deskOf(shard).hasWork);
      idle = isBusy ? 0 : idle + 1;
    }
    this.#mayCrash = true;
  }

  async #buyer(): Promise<void> {
    for (let purchase = 0; purchase < 4; purchase++) {
      const holdId = `hold-${this.#next()}`;
      const lines = this.#lines();
      const request = { holdId, lines, channel: 'web', holdMs: HOLD_MS } as const;
      // The same request twice at once, and then once more: the last answer is of what the others took.
      const again = this.#chance(0.2) ? [0, 1] : [];
      await Promise.allSettled(again.map(() => this.#caller().hold(request)));
      const hold = await this.#untilKnown(() => this.#caller().hold(request));
      const end = this.#pick(['commit', 'commit', 'commit', 'release', 'forget'] as const);
      if (!hold.ok) this.#noteRefusal(hold, lines);
      else if (end === 'commit') await this.#commit(hold.value);
      else if (end === 'release') await this.#untilKnown(() => this.#caller().release(holdId));
    }
  }

  async #commit({ holdId, allocations }: Hold): Promise<void> {
    const committed = await this.#untilKnown(() => this.#caller().commit(holdId, `order of ${holdId}`));
    if (committed.ok) {
      this.sold += 1;
      for (const { batchId, quantity } of allocations) this.#expect(batchId, 'sellable', -quantity);
    } else if (committed.failure.code === 'not_found') this.lies.push(`${holdId} was held and is unknown`);
  }

  #noteRefusal(refused: Result<Hold>, lines: readonly WantedLine[]): void {
    this.refused += 1;
    if (refused.ok || refused.failure.code !== 'out_of_stock') return;
    const short = refused.failure.extensions?.lines as { variantId: string }[];
    for (const { variantId } of short) {
      if (isPlentiful(variantId)) this.lies.push(`${variantId} of ${JSON.stringify(lines)} was called out of stock`);
    }
  }

  async #clerk(): Promise<void> {
    for (let at = 0; at < 4; at++) {
      const key = `document-${this.#next()}`;
      await this.#bookUntilKnown({ key, kind: 'adjustment', reference: key, changes: this.#changes() });
    }
  }

  async #bookUntilKnown(document: StockDocument): Promise<void> {
    const booked = await this.#untilKnown(() => this.#caller().book(STORE, document));
    if (!booked.ok && booked.failure.code !== 'out_of_stock')
      this.lies.push(`${document.key}: ${booked.failure.detail}`);
    if (!booked.ok) return;
    for (const { batchId, state, quantity } of document.changes) this.#expect(batchId, state, quantity);
  }

  async #reshardUntilKnown(count: number): Promise<void> {
    for (let waits = Math.floor(this.#random() * 60); waits > 0; waits--)
      await this.#caller()
        .layout()
        .catch(() => 0);
    await this.#untilKnown(() => this.#caller().reshard(STORE, count));
  }

  /** Asks again until there is an answer that says what has happened. */
  async #untilKnown<T>(ask: () => Promise<Result<T>>): Promise<Result<T>> {
    for (let tries = 0; tries < 500; tries++) {
      const answer = await ask().catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Network connection lost.') return undefined;
        throw error;
      });
      if (answer !== undefined && (answer.ok || answer.failure.code !== 'unavailable')) return answer;
      if (answer !== undefined)
        await this.#caller()
          .layout()
          .catch(() => 0);
    }
    throw new Error('Nobody ever says what has happened.');
  }

  #opening(): StockDocument {
    const changes = variants.flatMap((variantId) =>
      [0, 1].map((lot) => ({
        ...batchOf(variantId, lot),
        state: 'sellable' as const,
        quantity: isPlentiful(variantId) ? PLENTY : 6,
      })),
    );
    return { key: 'opening', kind: 'opening', reference: 'opening', changes };
  }

  #lines(): WantedLine[] {
    const count = 1 + Math.floor(this.#random() * 3);
    return Array.from({ length: count }, () => ({
      variantId: this.#pick(variants),
      quantity: 1 + Math.floor(this.#random() * 3),
    }));
  }

  #changes(): StockChange[] {
    return Array.from({ length: 1 + Math.floor(this.#random() * 3) }, () => {
      const batch = batchOf(this.#pick(variants), Math.floor(this.#random() * 2));
      const quantity = 1 + Math.floor(this.#random() * 3);
      const to = this.#pick(['quarantined', 'damaged', 'in_transit'] as const);
      if (this.#chance(0.4)) return [{ ...batch, state: 'sellable' as const, quantity }];
      const from: StockState = this.#chance(0.8) ? 'sellable' : 'quarantined';
      return [
        { ...batch, state: from, quantity: -quantity },
        { ...batch, state: to, quantity },
      ];
    }).flat();
  }

  #expect(batchId: string, state: StockState, by: number): void {
    const at = `${batchId} ${state}`;
    this.expected.set(at, (this.expected.get(at) ?? 0) + by);
  }

  #caller(): StockRoomDoor {
    return this.#pick(this.#callers);
  }

  #next(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T;
  }
}
