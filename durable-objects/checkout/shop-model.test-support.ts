import { fixedClock } from '#platform/clock';
import { type Failure, fail, type Result, succeed } from '#platform/errors';
import type { Fact } from '#platform/facts';
import { uuidv7 } from '#platform/ids';
import { type CartStore, numberPlaceholder, type Objects, type Quote } from '#platform/objects';
import { nodeSql } from '../node-sql.test-support.ts';
import { StockBook } from '../stock-room/stock-book.ts';
import { CheckoutDesk } from './checkout-desk.ts';
import { CheckoutRecords } from './checkout-records.ts';

/** What can become of a call to another object. After a crash nothing of the caller runs on. */
export const fates = ['answered', 'not_reached', 'answer_lost', 'away', 'crash_before', 'crash_after'] as const;
/** `silent`: no answer ever, and no error either. */
export type Fate = (typeof fates)[number] | 'silent';

export type CallName = 'hold' | 'issue' | 'commit' | 'release';

/** Mulberry32: the same seed, the same story. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const store: CartStore = {
  storeId: '01900000-0000-7000-8000-000000000001',
  code: 'PUN',
  stateCode: '27',
  timeZone: 'Asia/Kolkata',
};
export const variantId = '01900000-0000-7000-8000-0000000000a1';

export const quote: Quote = {
  variantId,
  productId: '01900000-0000-7000-8000-0000000000b1',
  handle: 'arnica-montana-dilution',
  sku: 'ARN-30C-30',
  name: 'Arnica montana',
  potencyLabel: '30C',
  packLabel: '30 ml',
  imageUrl: `/media/label/${variantId}.0.svg`,
  hsn: '30049014',
  rateBasisPoints: 500,
  unitPricePaise: 12_550,
  mrpPaise: 13_000,
  availability: 'in_stock',
  licensedUntil: '9999-12-31',
};

const away: Failure = { code: 'unavailable', detail: 'away' };

/** A shop of real books and real desks in one process, where every call between them can meet any fate. */
export class ShopModel {
  readonly clock = fixedClock('2026-11-22T12:00:00.000Z');
  readonly numbers = new Map<string, string>();
  /** What reached Postgres, by order. */
  readonly written = new Map<string, readonly Fact[]>();
  readonly calls: CallName[] = [];
  /** What the series says when it is away. */
  seriesFailure: Failure = away;
  fateOf: (call: CallName) => Fate = () => 'answered';
  #kept = new Map<string, readonly Fact[]>();
  readonly #stock = new StockBook(nodeSql());
  readonly #carts = new Map<
    string,
    { sql: ReturnType<typeof nodeSql>; desk: CheckoutDesk; alarmMs: number | undefined }
  >();
  #crash: (() => void) | undefined;
  #ids = 0;

  constructor(batches: readonly { quantity: number; mrpPaise: number; expiresOn: string | null }[]) {
    const lines = batches.map((batch, index) => ({
      ...batch,
      variantId,
      batchId: `01900000-0000-7000-8000-0000000000c${index}`,
      batchNumber: `B${index}`,
    }));
    this.#stock.receive(store, 'opening', 'opening', lines, this.nowMs);
  }

  get nowMs(): number {
    return this.clock.now().getTime();
  }

  nextId = (): string => {
    this.#ids += 1;
    const random = new Uint8Array(10);
    new DataView(random.buffer).setUint32(6, this.#ids);
    return uuidv7(this.nowMs, random);
  };

  totals() {
    this.#stock.expireDue(this.nowMs);
    return this.#stock.totals();
  }

  async openCart(tokenHash: string, quantity: number): Promise<string> {
    const id = this.nextId();
    const sql = nodeSql();
    this.#carts.set(id, { sql, desk: this.#deskOn(id, sql), alarmMs: undefined });
    await this.desk(id).open({ id, store, language: 'en', tokenHash });
    await this.add(id, tokenHash, quantity);
    return id;
  }

  add(cartId: string, tokenHash: string, quantity: number) {
    const change = { kind: 'add', lineId: this.nextId(), variantId, quantity } as const;
    return this.desk(cartId).change(tokenHash, change, [quote], this.nowMs);
  }

  desk(cartId: string): CheckoutDesk {
    return this.#cart(cartId).desk;
  }

  placementOf(cartId: string) {
    return new CheckoutRecords(this.#cart(cartId).sql).placement;
  }

  alarmOf(cartId: string): number | undefined {
    return this.#cart(cartId).alarmMs;
  }

  /** Runs something of a cart's object; when it crashes meanwhile, the object comes back with what was written down. */
  async run<T>(cartId: string, work: (desk: CheckoutDesk) => Promise<T>): Promise<T | 'crashed'> {
    const crashed = new Promise<'crashed'>((resolve) => {
      this.#crash = () => resolve('crashed');
    });
    const outcome = await Promise.race([work(this.desk(cartId)), crashed]);
    this.#crash = undefined;
    const cart = this.#cart(cartId);
    if (outcome === 'crashed') cart.desk = this.#deskOn(cartId, cart.sql);
    return outcome;
  }

  /** Rings the alarms that are due, once each. */
  async ringAlarms(): Promise<void> {
    for (const [cartId, cart] of this.#carts) {
      if (cart.alarmMs === undefined || cart.alarmMs > this.nowMs) continue;
      cart.alarmMs = undefined;
      const outcome = await this.run(cartId, (desk) => desk.wake());
      // The runtime rings again when an alarm did not come to its end.
      if (outcome === 'crashed') cart.alarmMs = this.nowMs + 1_000;
    }
  }

  get cartIds(): string[] {
    return [...this.#carts.keys()];
  }

  /** The database is back: what was numbered and kept is written. */
  writeKept(): void {
    for (const [key, facts] of this.#kept) this.written.set(key, facts);
    this.#kept = new Map();
  }

  #cart(cartId: string) {
    const cart = this.#carts.get(cartId);
    if (cart === undefined) throw new Error('no such cart');
    return cart;
  }

  #deskOn(cartId: string, sql: ReturnType<typeof nodeSql>): CheckoutDesk {
    let isDead = false;
    const door = <T>(call: CallName, deed: (isAway: boolean) => Result<T>) => {
      if (isDead) return new Promise<never>(() => undefined);
      return this.#call(call, deed, () => {
        isDead = true;
      });
    };
    return new CheckoutDesk({
      records: new CheckoutRecords(sql),
      clock: this.clock,
      ids: { next: this.nextId },
      alarm: {
        set: (atMs) => {
          this.#cart(cartId).alarmMs = atMs;
        },
      },
      objects: this.#objects(door),
    });
  }

  async #call<T>(call: CallName, deed: (isAway: boolean) => Result<T>, die: () => void): Promise<Result<T>> {
    this.calls.push(call);
    const fate = this.fateOf(call);
    if (fate === 'not_reached') throw new Error('Network connection lost.');
    if (fate === 'silent') return new Promise<never>(() => undefined);
    const isCrash = fate === 'crash_before' || fate === 'crash_after';
    const result = fate === 'crash_before' ? undefined : deed(fate === 'away');
    if (isCrash) {
      die();
      this.#crash?.();
    }
    if (isCrash || result === undefined) return new Promise<never>(() => undefined);
    if (fate === 'answer_lost') throw new Error('Network connection lost.');
    return result;
  }

  #objects(door: <T>(call: CallName, deed: (isAway: boolean) => Result<T>) => Promise<Result<T>>) {
    const stockRoom = {
      hold: (request: Parameters<StockBook['hold']>[0]) =>
        door('hold', (isAway) => (isAway ? fail(away.code, away.detail) : this.#stock.hold(request, this.nowMs))),
      commit: (holdId: string, reference: string) =>
        door('commit', (isAway) =>
          isAway ? fail(away.code, away.detail) : this.#stock.commit(holdId, reference, this.nowMs),
        ),
      release: (holdId: string) =>
        door('release', (isAway) => (isAway ? fail(away.code, away.detail) : this.#stock.release(holdId))),
    };
    const numberSeries = {
      issue: ({ key, prefix, facts }: { key: string; prefix: string; facts: readonly Fact[] }) =>
        door('issue', (isAway) => this.#issue(key, prefix, facts, isAway)),
    };
    return {
      stockRoom: () => stockRoom as unknown as ReturnType<Objects['stockRoom']>,
      numberSeries: () => numberSeries,
    };
  }

  /** Without a database a document is numbered and kept all the same. */
  #issue(key: string, prefix: string, facts: readonly Fact[], isAway: boolean): Result<{ number: string }> {
    const number = this.numbers.get(key) ?? `${prefix}${String(this.numbers.size + 1).padStart(6, '0')}`;
    if (!this.numbers.has(key)) {
      this.numbers.set(key, number);
      const numbered = JSON.stringify(facts).replaceAll(JSON.stringify(numberPlaceholder).slice(1, -1), number);
      this.#kept.set(key, JSON.parse(numbered) as Fact[]);
    }
    if (isAway) return fail(this.seriesFailure.code, this.seriesFailure.detail);
    this.writeKept();
    return succeed({ number });
  }
}
