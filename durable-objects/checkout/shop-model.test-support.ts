import { fixedClock } from '#platform/clock';
import { type Failure, fail, orThrow, type Result } from '#platform/errors';
import type { Fact } from '#platform/facts';
import { uuidv7 } from '#platform/ids';
import type { IssueRequest } from '#platform/objects';
import type { SagaRow } from '#platform/sagas';
import { CouponBookRecords } from '../coupon-book/coupon-book-records.ts';
import { nodeSql } from '../node-sql.test-support.ts';
import { SqlPool } from '../node-sql-pool.test-support.ts';
import { DocumentBook } from '../number-series/document-book.ts';
import type { Sql } from '../sql.ts';
import { StockBook } from '../stock-room/stock-book.ts';
import { ValueBook } from '../value-account/value-book.ts';
import type { CallName } from './calls.ts';
import { CheckoutDesk } from './checkout-desk.ts';
import { CheckoutRecords } from './checkout-records.ts';
import { couponCode, quote, store, termsWith, variantId } from './model-goods.test-support.ts';
import type { PaymentRecord } from './payment-record.ts';
import { ProviderModel } from './provider-model.test-support.ts';
import { away, type Door, type ModelCall, objectsOf, providersOf, type ShopBooks } from './shop-doors.test-support.ts';

export { quote, seededRandom, variantId } from './model-goods.test-support.ts';

/** What can become of a call to another part. After a crash nothing of the caller runs on. */
export const fates = ['answered', 'not_reached', 'answer_lost', 'away', 'crash_before', 'crash_after'] as const;
/** `silent`: no answer ever, and no error either. */
export type Fate = (typeof fates)[number] | 'silent';

interface ModelCart {
  sql: Sql;
  desk: CheckoutDesk;
  alarmMs: number | undefined;
}

/** A shop of real books and real desks in one process, where every call between them can meet any fate. */
export class ShopModel {
  readonly clock = fixedClock('2026-11-22T12:00:00.000Z');
  readonly provider = new ProviderModel(() => this.nowMs);
  readonly numbers = new Map<string, string>();
  /** What reached Postgres, by order. */
  readonly written = new Map<string, readonly Fact[]>();
  /** What people see of each checkout. */
  readonly sagas = new Map<string, SagaRow>();
  readonly intents = new Map<string, PaymentRecord['standing']>();
  readonly calls: CallName[] = [];
  /** What the series says when it is away. */
  seriesFailure: Failure = away;
  fateOf: (call: ModelCall) => Fate = () => 'answered';
  readonly #pool: SqlPool;
  readonly #documents: DocumentBook;
  readonly #stock: StockBook;
  readonly #coupons: CouponBookRecords;
  readonly #accounts = new Map<string, ValueBook>();
  readonly #carts = new Map<string, ModelCart>();
  #crash: (() => void) | undefined;
  #ids = 0;

  constructor(
    batches: readonly { quantity: number; mrpPaise: number; expiresOn: string | null }[],
    pool: SqlPool = new SqlPool(),
  ) {
    this.#pool = pool;
    this.#documents = new DocumentBook(pool.take('documents'));
    this.#stock = new StockBook(nodeSql());
    this.#coupons = new CouponBookRecords(pool.take('coupons'));
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

  couponUses() {
    return this.#coupons.uses(this.nowMs);
  }

  /** A gift card (or, with a limit, a dealer's credit) with so much on it. */
  openAccount(paidInPaise: number, limitPaise = 0): string {
    const accountId = this.nextId();
    const book = new ValueBook(this.#pool.take('account'));
    const kind = limitPaise > 0 ? ('dealer_credit' as const) : ('gift_card' as const);
    orThrow(book.open({ accountId, kind, limitPaise, blockedFor: null, expiresAtMs: null }, this.nowMs));
    if (paidInPaise > 0) orThrow(book.credit('issue', paidInPaise, 'issue', this.nowMs));
    this.#accounts.set(accountId, book);
    return accountId;
  }

  account(accountId: string) {
    return orThrow(this.#book(accountId).standing(this.nowMs));
  }

  async openCart(tokenHash: string, quantity: number): Promise<string> {
    const id = this.nextId();
    const sql = this.#pool.take('checkout');
    this.#carts.set(id, { sql, desk: this.#deskOn(id, sql), alarmMs: undefined });
    await this.desk(id).open({ id, store, language: 'en', tokenHash });
    await this.add(id, tokenHash, quantity);
    return id;
  }

  add(cartId: string, tokenHash: string, quantity: number) {
    const change = { kind: 'add', lineId: this.nextId(), variantId, quantity } as const;
    return this.desk(cartId).change(tokenHash, change, [quote], this.nowMs);
  }

  addCoupon(cartId: string, tokenHash: string, total: number | null = null) {
    const change = { kind: 'apply_coupon', code: couponCode } as const;
    return this.desk(cartId).change(tokenHash, change, [quote], this.nowMs, termsWith(total));
  }

  desk(cartId: string): CheckoutDesk {
    return this.#cart(cartId).desk;
  }

  recordsOf(cartId: string): CheckoutRecords {
    return new CheckoutRecords(this.#cart(cartId).sql);
  }

  placementOf(cartId: string) {
    return this.recordsOf(cartId).placement;
  }

  /** Nothing runs, waits or is left to do but to be forgotten. */
  isAtRest(cartId: string): boolean {
    const records = this.recordsOf(cartId);
    return records.placement === undefined && records.chores.length === 0 && records.saga?.shown !== 'due';
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
    // What goes on behind the answer comes to its end here, so that a seed always tells the same story.
    await new Promise((resolve) => setImmediate(resolve));
    return outcome;
  }

  /** The object is put away and comes back with what it has written down. */
  restart(cartId: string): void {
    const cart = this.#cart(cartId);
    cart.desk = this.#deskOn(cartId, cart.sql);
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
    const kept = this.#documents.unwritten(1_000, Number.MAX_SAFE_INTEGER);
    for (const { key, facts } of kept) this.written.set(key, facts);
    this.#documents.written(kept);
  }

  #cart(cartId: string): ModelCart {
    const cart = this.#carts.get(cartId);
    if (cart === undefined) throw new Error('no such cart');
    return cart;
  }

  #book(accountId: string): ValueBook {
    const book = this.#accounts.get(accountId);
    if (book === undefined) throw new Error('no such account');
    return book;
  }

  #deskOn(cartId: string, sql: Sql): CheckoutDesk {
    let isDead = false;
    const die = () => {
      isDead = true;
      const cart = this.#cart(cartId);
      cart.sql = this.#pool.copyOf('checkout', sql);
      cart.desk = this.#deskOn(cartId, cart.sql);
      this.#crash?.();
    };
    const door: Door = async (call, deed) => {
      if (isDead) return new Promise<never>(() => undefined);
      if (call !== 'show') this.calls.push(call);
      const fate = this.fateOf(call);
      if (fate === 'not_reached') throw new Error('Network connection lost.');
      if (fate === 'silent') return new Promise<never>(() => undefined);
      if (fate === 'crash_before') die();
      const result = fate === 'crash_before' ? undefined : await deed(fate === 'away');
      if (fate === 'crash_after') die();
      if (isDead || result === undefined) return new Promise<never>(() => undefined);
      if (fate === 'answer_lost') throw new Error('Network connection lost.');
      return result;
    };
    return new CheckoutDesk({
      records: new CheckoutRecords(sql),
      clock: this.clock,
      ids: { next: this.nextId },
      alarm: {
        set: (atMs) => {
          if (!isDead) this.#cart(cartId).alarmMs = atMs;
        },
      },
      objects: objectsOf(this.#books(), door),
      providers: providersOf(this.provider, door),
      board: {
        show: async (saga, payments) => {
          await door('show', async (isAway) => {
            if (isAway) throw new Error('connection refused');
            const before = this.sagas.get(cartId);
            if (saga !== null && (before === undefined || before.revision < saga.revision))
              this.sagas.set(cartId, saga);
            for (const { demand, standing } of payments) this.intents.set(demand.paymentId, standing);
            return null;
          });
        },
      },
    });
  }

  #books(): ShopBooks {
    return {
      stock: this.#stock,
      coupons: this.#coupons,
      account: (accountId) => this.#book(accountId),
      issue: (request, isAway) => this.#issue(request, isAway),
      nowMs: () => this.nowMs,
    };
  }

  /** Without a database a document is numbered and kept all the same. */
  #issue(request: IssueRequest, isAway: boolean): Result<{ number: string }> {
    const numbered = this.#documents.issue(request);
    if (!numbered.ok) return numbered;
    const { number } = numbered.value;
    this.numbers.set(request.key, number);
    if (isAway) return fail(this.seriesFailure.code, this.seriesFailure.detail);
    this.writeKept();
    return { ok: true, value: { number } };
  }
}
