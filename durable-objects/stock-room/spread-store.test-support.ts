import { LayoutMemory } from '#platform/layout-memory';
import type { StockRoomDoor } from '#platform/objects';
import { StockRoomOfStore } from '#platform/stock-room-of-store';
import type { StockPeerDoor, StockShardDoor } from '#platform/stock-shard-door';
import { nodeSql } from '../node-sql.test-support.ts';
import { ShardDesk } from './shard-desk.ts';
import { StockBook } from './stock-book.ts';
import type { StockReport } from './stock-reports.ts';

interface Life {
  died: Promise<void>;
  die(): void;
  book: StockBook;
  desk: ShardDesk;
  isDead: boolean;
  isWorking: boolean;
}

/** Somebody who makes calls: a caller outside, who never dies, or an object in one of its lives. */
interface Caller {
  isDead: boolean;
}

/** Everything that follows at once has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const never = () => new Promise<never>(() => undefined);

/**
 * A store of real books and desks in one process. Every message between them waits until the story lets it go on, in any order;
 * an object that dies loses what was in its memory and everything that it awaited.
 */
export class SpreadStore {
  nowMs: number;
  readonly #random: () => number;
  readonly #storages = new Map<number, ReturnType<typeof nodeSql>>();
  readonly #lives = new Map<number, Life>();
  readonly #waiting: (() => void)[] = [];

  constructor(random: () => number, nowMs: number) {
    this.#random = random;
    this.nowMs = nowMs;
  }

  /** A caller with a memory of its own: another isolate. */
  caller(): StockRoomDoor {
    return new StockRoomOfStore(
      'store',
      (shard) => this.#doorTo<StockShardDoor>({ isDead: false }, shard),
      new LayoutMemory(),
    );
  }

  get shards(): number[] {
    return [...this.#storages.keys()].sort((a, b) => a - b);
  }

  bookOf(shard: number): StockBook {
    return this.#lifeOf(shard).book;
  }

  deskOf(shard: number): ShardDesk {
    return this.#lifeOf(shard).desk;
  }

  crash(shard: number): void {
    const life = this.#lives.get(shard);
    this.#lives.delete(shard);
    if (life === undefined) return;
    life.isDead = true;
    life.die();
  }

  /** What the alarms of all objects do. */
  ringAlarms(): void {
    for (const shard of this.shards) {
      const life = this.#lifeOf(shard);
      life.book.expireDue(this.nowMs);
      life.book.noticeDay(this.nowMs);
      if (!life.desk.hasWork || life.isWorking) continue;
      life.isWorking = true;
      const rest = () => {
        life.isWorking = false;
      };
      life.desk.work().then(rest, rest);
    }
  }

  /** Lets one message go on. False when none is waiting. */
  async step(): Promise<boolean> {
    await settled();
    const at = Math.floor(this.#random() * this.#waiting.length);
    const [next] = this.#waiting.splice(at, 1);
    next?.();
    await settled();
    return next !== undefined;
  }

  report(shard: number): StockReport | undefined {
    return this.bookOf(shard).nextReport(this.nowMs);
  }

  #lifeOf(shard: number): Life {
    const known = this.#lives.get(shard);
    if (known !== undefined) return known;
    const sql = this.#storages.get(shard) ?? nodeSql();
    this.#storages.set(shard, sql);
    const book = new StockBook(sql);
    const caller: Caller = { isDead: false };
    const desk = new ShardDesk({
      book,
      peer: (_, to) => this.#doorTo<StockPeerDoor>(caller, to),
      nowMs: () => this.nowMs,
      wake: () => undefined,
    });
    const { promise: died, resolve: die } = Promise.withResolvers<void>();
    const life: Life = Object.assign(caller, { book, desk, isWorking: false, died, die });
    this.#lives.set(shard, life);
    return life;
  }

  #doorTo<Door extends object>(caller: Caller, shard: number): Door {
    const call =
      (method: string) =>
      async (...asked: unknown[]) =>
        this.#send(caller, shard, method, asked);
    return new Proxy({} as Door, { get: (_, method) => call(String(method)) });
  }

  async #send(caller: Caller, shard: number, method: string, asked: unknown[]): Promise<unknown> {
    const message = structuredClone(asked);
    await this.#turn();
    if (caller.isDead) return never();
    const life = this.#lifeOf(shard);
    const desk = life.desk as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const answer = await Promise.race([desk[method]?.(...message), life.died]);
    await this.#turn();
    if (caller.isDead) return never();
    if (life.isDead) throw new Error('Network connection lost.');
    return structuredClone(answer);
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
