import { type Failure, fail, type Result, succeed } from './errors.ts';
import type { LayoutMemory } from './layout-memory.ts';
import type { Allocation, Hold, HoldRequest, Shortage, WantedLine } from './stock-room-door.ts';
import type { StockShardDoor } from './stock-shard-door.ts';
import { isMoved, type StoreLayout, shardOf } from './store-layout.ts';

/** A line is asked for at its shard, sometimes at a second one; more means that the store changes faster than we learn. */
const MAX_CALLS = 64;

type ShardOfStore = (shard: number) => StockShardDoor;

/** A hold over the shards of a store: every line, or none. Taken in the order of the shards, so that two buyers cannot both lose. */
export class HoldOverShards {
  readonly #storeId: string;
  readonly #room: ShardOfStore;
  readonly #memory: LayoutMemory;
  readonly #request: HoldRequest;
  readonly #held = new Map<number, Hold>();
  /** Variants that have left the shard where they were before. */
  readonly #gone = new Set<string>();

  constructor(storeId: string, room: ShardOfStore, memory: LayoutMemory, request: HoldRequest) {
    this.#storeId = storeId;
    this.#room = room;
    this.#memory = memory;
    this.#request = request;
  }

  async take(): Promise<Result<Hold>> {
    const earlier = await this.#findEarlier();
    if (earlier !== undefined) return succeed(earlier);
    for (let calls = 0; calls < MAX_CALLS; calls++) {
      const groups = this.#pendingGroups();
      const next = groups[0];
      if (next === undefined) return this.#complete();
      const refusal = await this.#takeGroup(next);
      if (refusal === undefined) continue;
      await this.#giveBack();
      return refusal.code === 'out_of_stock'
        ? this.#allShortages(refusal, groups.slice(1))
        : { ok: false, failure: refusal };
    }
    return notNow();
  }

  async #takeGroup([shard, lines]: Group): Promise<Failure | undefined> {
    // A hold that stands there without these lines is taken anew with them.
    if (this.#held.delete(shard)) await this.#room(shard).release(this.#request.holdId, this.#layout.version);
    const asked = this.#layout;
    const answer = await this.#room(shard).hold({ ...this.#request, lines }, asked.version);
    if (isMoved(answer)) {
      this.#memory.learn(this.#storeId, answer.moved);
      if (this.#layout.version > asked.version) this.#gone.clear();
      for (const variantId of answer.variantIds) this.#gone.add(variantId);
      return undefined;
    }
    if (!answer.ok) return answer.failure;
    this.#held.set(shard, answer.value);
    return undefined;
  }

  get #layout(): StoreLayout {
    return this.#memory.layoutOf(this.#storeId);
  }

  /** Soon after a move, the same hold may have been made where the goods were before. */
  async #findEarlier(): Promise<Hold | undefined> {
    const { phase, before, shards, highest } = this.#layout;
    if (phase !== 'fresh') return undefined;
    const { holdId, lines } = this.#request;
    const former = lines
      .filter(({ variantId }) => shardOf(variantId, before) !== shardOf(variantId, shards))
      .map(({ variantId }) => shardOf(variantId, before));
    const answers = await Promise.all([...new Set(former)].map((shard) => this.#room(shard).findHold(holdId)));
    if (answers.every((found) => found === null)) return undefined;
    const everywhere = await Promise.all(
      Array.from({ length: highest }, (_, shard) => this.#room(shard).findHold(holdId)),
    );
    const parts = everywhere.filter((found) => found !== null);
    return covers(parts, lines) ? merge(holdId, parts) : undefined;
  }

  /** The lines that nobody holds yet, by shard, lowest shard first. */
  #pendingGroups(): Group[] {
    const covered = new Set([...this.#held.values()].flatMap(({ allocations }) => allocations.map((a) => a.variantId)));
    const groups = new Map<number, WantedLine[]>();
    for (const line of this.#request.lines) {
      if (covered.has(line.variantId)) continue;
      const shard = this.#homeOf(line.variantId);
      groups.set(shard, [...(groups.get(shard) ?? []), line]);
    }
    // A shard that holds other lines already is asked for all of its lines together.
    for (const [shard, lines] of groups) {
      const also = this.#held.has(shard) ? this.#request.lines.filter((line) => this.#isHeldIn(shard, line)) : [];
      groups.set(shard, [...also, ...lines]);
    }
    return [...groups].sort(([a], [b]) => a - b);
  }

  #isHeldIn(shard: number, { variantId }: WantedLine): boolean {
    return this.#held.get(shard)?.allocations.some((allocation) => allocation.variantId === variantId) === true;
  }

  #homeOf(variantId: string): number {
    const { phase, before, shards } = this.#layout;
    return shardOf(variantId, phase === 'moving' && !this.#gone.has(variantId) ? before : shards);
  }

  #complete(): Result<Hold> {
    const { holdId, lines } = this.#request;
    const parts = [...this.#held.values()];
    if (!covers(parts, lines)) return notNow();
    this.#memory.rememberHold(holdId, [...this.#held.keys()]);
    return succeed(merge(holdId, parts));
  }

  /** What cannot be given back now lapses by itself. */
  async #giveBack(): Promise<void> {
    const { version } = this.#layout;
    const release = async (shard: number) => this.#room(shard).release(this.#request.holdId, version);
    await Promise.allSettled([...this.#held.keys()].map(release));
  }

  /** The buyer is told of every line that is short, not only of those in the first shard. */
  async #allShortages(refusal: Failure, others: readonly Group[]): Promise<Result<never>> {
    const ask = async ([shard, lines]: Group) =>
      this.#room(shard).shortages({ ...this.#request, lines }, this.#layout.version);
    const answers = await Promise.allSettled(others.map(ask));
    const more = answers.flatMap((answer) =>
      answer.status === 'fulfilled' && !answer.value.ok ? shortagesOf(answer.value.failure) : [],
    );
    const lines = [...shortagesOf(refusal), ...more];
    return { ok: false, failure: { ...refusal, extensions: { ...refusal.extensions, lines } } };
  }
}

type Group = [shard: number, lines: WantedLine[]];

const shortagesOf = ({ extensions }: Failure): Shortage[] => (extensions?.lines as Shortage[] | undefined) ?? [];

const merge = (holdId: string, parts: readonly Hold[]): Hold => ({
  holdId,
  allocations: parts.flatMap(({ allocations }) => allocations),
  expiresAtMs: Math.min(...parts.map(({ expiresAtMs }) => expiresAtMs)),
});

/** Whether the parts hold exactly what is wanted, no piece more or less. */
function covers(parts: readonly Hold[], lines: readonly WantedLine[]): boolean {
  const open = new Map<string, number>();
  const add = (variantId: string, quantity: number) => open.set(variantId, (open.get(variantId) ?? 0) + quantity);
  for (const { variantId, quantity } of lines) add(variantId, quantity);
  for (const { allocations } of parts) {
    for (const { variantId, quantity } of allocations as Allocation[]) add(variantId, -quantity);
  }
  return [...open.values()].every((quantity) => quantity === 0);
}

const notNow = (): Result<never> =>
  fail('unavailable', 'The store is being rearranged. Try again in a moment.', { retryAfterSeconds: 1 });
