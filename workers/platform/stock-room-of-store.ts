import { type Failure, fail, orThrow, type Result, succeed } from './errors.ts';
import { HoldOverShards } from './hold-over-shards.ts';
import type { LayoutMemory } from './layout-memory.ts';
import { addBatches, addCounts, addTotals } from './shard-sums.ts';
import type {
  BatchStanding,
  Hold,
  HoldRequest,
  ReceivedLine,
  RecordedMovement,
  ShelfCount,
  StockDocument,
  StockRoomDoor,
  StoreFacts,
  StoreTotals,
} from './stock-room-door.ts';
import type { StockShardDoor } from './stock-shard-door.ts';
import { isMoved, type Moved, type StoreLayout } from './store-layout.ts';

/** A layout is learned with the first answer; a second change in the middle of a call is rare, a third a fault. */
const MAX_TRIES = 8;

/**
 * A store's stock as callers see it, whether it is one object or several. What the store's layout is it learns from the
 * answers, so a store with one object costs no call more.
 */
export class StockRoomOfStore implements StockRoomDoor {
  readonly #storeId: string;
  readonly #room: (shard: number) => StockShardDoor;
  readonly #memory: LayoutMemory;

  constructor(storeId: string, room: (shard: number) => StockShardDoor, memory: LayoutMemory) {
    this.#storeId = storeId;
    this.#room = room;
    this.#memory = memory;
  }

  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>> {
    return this.#room(0).receive(store, key, kind, lines);
  }

  book(store: StoreFacts, document: StockDocument): Promise<Result<{ booked: number }>> {
    return this.#room(0).book(store, document);
  }

  block(store: StoreFacts, batchIds: readonly string[], reason: string | null): Promise<Result<{ blocked: number }>> {
    return this.#room(0).block(store, batchIds, reason);
  }

  reshard(store: StoreFacts, shards: number): Promise<Result<StoreLayout>> {
    return this.#room(0).reshard(store, shards);
  }

  layout(): Promise<StoreLayout> {
    return this.#room(0).layout();
  }

  async hold(request: HoldRequest): Promise<Result<Hold>> {
    if (this.#isOne) {
      const answer = await this.#room(0).hold(request, this.#layout.version);
      if (!isMoved(answer)) return answer;
      this.#memory.learn(this.#storeId, answer.moved);
    }
    return new HoldOverShards(this.#storeId, this.#room, this.#memory, request).take();
  }

  async commit(holdId: string, reference: string): Promise<Result<{ committed: true }>> {
    const where = this.#isOne ? [0] : this.#memory.shardsOf(holdId);
    if (where?.length === 1) {
      const answer = await this.#room(where[0] ?? 0).commit(holdId, reference, this.#layout.version);
      const isThere = !isMoved(answer) && (answer.ok || answer.failure.code !== 'not_found');
      if (isThere) return answer;
      if (isMoved(answer)) this.#memory.learn(this.#storeId, answer.moved);
      else if (this.#isOne) return answer;
    }
    return this.#commitOver(holdId, reference);
  }

  async release(holdId: string): Promise<Result<{ released: boolean }>> {
    const answers = await this.#everywhere((room, version) => room.release(holdId, version));
    if (!answers.ok) return answers;
    const failure = firstFailure(answers.value);
    if (failure !== undefined) return { ok: false, failure };
    return succeed({ released: answers.value.some((answer) => answer.ok && answer.value.released) });
  }

  async count(variantIds: readonly string[]): Promise<ShelfCount[]> {
    const answers = await this.#everywhere((room, version) => room.count(variantIds, version));
    return addCounts(orThrow(answers).map(({ counts }) => counts));
  }

  async standing(query: { afterBatchId: string | null; limit: number }): Promise<BatchStanding[]> {
    const answers = await this.#everywhere((room, version) => room.standing(query, version));
    return addBatches(orThrow(answers).map(({ batches }) => batches)).slice(0, query.limit);
  }

  async batches(batchIds: readonly string[]): Promise<BatchStanding[]> {
    const answers = await this.#everywhere((room, version) => room.batches(batchIds, version));
    return addBatches(orThrow(answers).map(({ batches }) => batches));
  }

  movements(afterSequence: number, limit: number, shard?: number): Promise<RecordedMovement[]> {
    return this.#room(shard ?? 0).movements(afterSequence, limit);
  }

  async totals(): Promise<StoreTotals> {
    const answers = await this.#everywhere((room, version) => room.totals(version));
    return addTotals(orThrow(answers));
  }

  /** All shards agree before any of them sells, so that a part cannot be sold alone. */
  async #commitOver(holdId: string, reference: string): Promise<Result<{ committed: true }>> {
    const answers = await this.#everywhere(async (room, version, shard) => {
      const answer = await room.ready(holdId, version);
      return isMoved(answer) ? answer : { shard, answer };
    });
    if (!answers.ok) return answers;
    const failure = firstFailure(answers.value.map(({ answer }) => answer));
    if (failure !== undefined) return { ok: false, failure };
    const parts = answers.value.filter(({ answer }) => answer.ok && answer.value.state !== 'none');
    if (parts.length === 0) return fail('not_found', 'There is no such hold.');
    const sold = await Promise.all(parts.map(({ shard }) => this.#room(shard).commitReady(holdId, reference)));
    const unsold = firstFailure(sold);
    return unsold === undefined ? succeed({ committed: true }) : { ok: false, failure: unsold };
  }

  /** Asks every shard in which something of this store may be; again when the layout turns out to be a newer one. */
  async #everywhere<T extends object>(
    ask: (room: StockShardDoor, version: number, shard: number) => Promise<T | Moved>,
  ): Promise<Result<T[]>> {
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const { version, highest } = this.#layout;
      const shards = Array.from({ length: highest }, (_, shard) => shard);
      const answers = await Promise.all(shards.map((shard) => ask(this.#room(shard), version, shard)));
      const settled = answers.filter((answer) => !isMoved(answer)) as T[];
      if (settled.length === answers.length) return succeed(settled);
      for (const answer of answers) if (isMoved(answer)) this.#memory.learn(this.#storeId, answer.moved);
    }
    return fail('unavailable', 'The store is being rearranged. Try again in a moment.', { retryAfterSeconds: 1 });
  }

  get #layout(): StoreLayout {
    return this.#memory.layoutOf(this.#storeId);
  }

  /** There is one object, and there was never another one. */
  get #isOne(): boolean {
    return this.#layout.highest === 1;
  }
}

const firstFailure = (answers: readonly Result<unknown>[]): Failure | undefined => {
  const refused = answers.find((answer) => !answer.ok);
  return refused?.ok === false ? refused.failure : undefined;
};
