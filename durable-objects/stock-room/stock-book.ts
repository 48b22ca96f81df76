import { createHash } from 'node:crypto';
import { availabilityBand, availableOf } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type { Allocation, Hold, HoldRequest, ReceivedLine, ShelfCount, StoreFacts } from '#platform/objects';
import { migrate, type Sql } from '../sql.ts';
import { type HeldGoods, HoldRecords } from './hold-records.ts';
import { planHold, planRehold } from './plan-hold.ts';
import { stockRoomSchema } from './schema.ts';
import { Shelves } from './shelves.ts';
import { type StockReport, StockReports } from './stock-reports.ts';
import { StoreCalendar } from './store-calendar.ts';

/** Finished holds are kept so long, so that a late repetition of a commit still finds its answer. */
const KEEP_FINISHED_HOLDS_MS = 7 * 86_400_000;
/** What shoppers are shown is what the web may sell. */
const SHOWN_CHANNEL = 'web';
/** Without a store nothing was ever received: on whatever day, there is nothing to sell. */
const NO_DAY = '9999-12-31';

/**
 * A store's stock: every decision and what is written of it, without clock, network or Cloudflare. Each method runs to
 * its end without a pause, so nothing can come between what it reads and what it writes.
 */
export class StockBook {
  readonly reports: StockReports;
  readonly #sql: Sql;
  readonly #shelves: Shelves;
  readonly #holds: HoldRecords;
  readonly #alive = new Map<string, HeldGoods>();
  #calendar: StoreCalendar | undefined;
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(sql: Sql) {
    migrate(sql, stockRoomSchema);
    this.#sql = sql;
    this.#shelves = new Shelves(sql);
    this.#holds = new HoldRecords(sql);
    this.reports = new StockReports(sql, (variantId, day) => {
      const available = availableOf(this.#shelves.of(variantId), day, SHOWN_CHANNEL);
      return { variantId, available, band: availabilityBand(available) };
    });
    if (this.reports.store !== undefined) this.#calendar = new StoreCalendar(this.reports.store.timeZone);
    for (const [holdId, goods] of this.#holds.alive()) this.#keep(holdId, goods);
  }

  /** No hold expires before this. It may be too early, never too late. */
  get nextExpiryMs(): number {
    return this.#nextExpiryMs;
  }

  /** When the present day ends at the store; undefined while there is no store. */
  dayEndsMs(nowMs: number): number | undefined {
    return this.#calendar?.dayEndsMs(nowMs);
  }

  hold({ holdId, lines, channel, holdMs }: HoldRequest, nowMs: number): Result<Hold> {
    this.expireDue(nowMs);
    const alive = this.#alive.get(holdId);
    if (alive !== undefined) return succeed(answerOf(holdId, alive));
    const plan = planHold(lines, this.#shelfOf, this.#dayAt(nowMs), channel);
    const goods = plan.ok ? { allocations: plan.value, expiresAtMs: nowMs + holdMs } : undefined;
    if (goods === undefined || !this.#holds.take(holdId, goods, this.reports.nextRevision)) {
      const record = this.#holds.find(holdId);
      if (record?.status === 'committed') return succeed(answerOf(holdId, record));
      return plan.ok ? fail('internal', 'The hold could not be written.') : plan;
    }
    this.#keep(holdId, goods);
    this.#changed(goods.allocations);
    return succeed(answerOf(holdId, goods));
  }

  commit(holdId: string, reference: string, nowMs: number): Result<{ committed: true }> {
    const alive = this.#alive.get(holdId);
    const record = alive === undefined ? this.#holds.find(holdId) : undefined;
    if (record?.status === 'committed') return succeed({ committed: true });
    const goods = alive ?? record;
    if (goods === undefined) return fail('not_found', 'There is no such hold.');
    if (record?.status === 'released') return fail('conflict', 'The hold was released.');
    if (alive === undefined) {
      const again = planRehold(goods.allocations, this.#shelfOf, this.#dayAt(nowMs), SHOWN_CHANNEL);
      if (!again.ok) return again;
    }
    this.#write(() => {
      this.#holds.finish(holdId, 'committed', this.reports.nextRevision);
      for (const allocation of goods.allocations) {
        const { batchId, variantId, quantity } = allocation;
        this.#shelves.sell(allocation);
        this.reports.move({ batchId, variantId, kind: 'sale', quantity: -quantity, reference, occurredAtMs: nowMs });
      }
    });
    if (alive !== undefined) this.#letGo(holdId, alive);
    this.#changed(goods.allocations);
    return succeed({ committed: true });
  }

  release(holdId: string): Result<{ released: boolean }> {
    const alive = this.#alive.get(holdId);
    if (alive !== undefined) this.#putBack(holdId, alive, 'released');
    return succeed({ released: alive !== undefined });
  }

  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
    nowMs: number,
  ): Result<{ booked: number }> {
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([kind, lines]))
      .digest('hex');
    const known = this.#sql.rows<{ fingerprint: string; booked: number }>(
      'select * from receipts where key = ?',
      key,
    )[0];
    if (known?.fingerprint === fingerprint) return succeed({ booked: known.booked });
    if (known !== undefined) return fail('idempotency_mismatch', 'Other goods were received under this key.');
    const calendar = new StoreCalendar(store.timeZone);
    const booked = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    try {
      this.#write(() => {
        this.reports.open(store, calendar.dayAt(nowMs));
        this.#sql.run('insert into receipts (key, fingerprint, booked) values (?, ?, ?)', key, fingerprint, booked);
        for (const line of lines) {
          if (!this.#shelves.put(line)) throw new BatchOfAnotherVariant();
          const { batchId, variantId, quantity } = line;
          this.reports.move({ batchId, variantId, kind, quantity, reference: key, occurredAtMs: nowMs });
        }
      });
    } catch (error) {
      if (error instanceof BatchOfAnotherVariant) return fail('conflict', error.message);
      throw error;
    }
    this.#calendar = calendar;
    this.#changed(lines);
    return succeed({ booked });
  }

  /** Puts back what was held too long. Cheap when nothing is due. */
  expireDue(nowMs: number): void {
    if (nowMs < this.#nextExpiryMs) return;
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const [holdId, goods] of this.#alive) {
      if (goods.expiresAtMs <= nowMs) this.#putBack(holdId, goods, 'expired');
      else this.#nextExpiryMs = Math.min(this.#nextExpiryMs, goods.expiresAtMs);
    }
  }

  /** At the turn of the day: what has expired is no longer for sale, and holds finished long ago are forgotten. */
  noticeDay(nowMs: number): void {
    if (this.#calendar === undefined || !this.reports.noticeDay(this.#calendar.dayAt(nowMs))) return;
    this.#holds.forget(nowMs - KEEP_FINISHED_HOLDS_MS);
  }

  nextReport(nowMs: number): StockReport | undefined {
    return this.reports.next(this.#dayAt(nowMs));
  }

  count(variantIds: readonly string[], nowMs: number): ShelfCount[] {
    const day = this.#dayAt(nowMs);
    return variantIds.map((variantId) => {
      const shelf = this.#shelves.of(variantId);
      const onHand = shelf.reduce((sum, batch) => sum + batch.onHand, 0);
      const held = shelf.reduce((sum, batch) => sum + batch.held, 0);
      return { variantId, onHand, held, available: availableOf(shelf, day, SHOWN_CHANNEL) };
    });
  }

  totals(): { onHand: number; held: number; holds: number; sold: number } {
    return { ...this.#shelves.totals(), holds: this.#alive.size };
  }

  readonly #shelfOf = (variantId: string) => this.#shelves.of(variantId);

  #dayAt(nowMs: number): string {
    return this.#calendar?.dayAt(nowMs) ?? NO_DAY;
  }

  #keep(holdId: string, goods: HeldGoods): void {
    this.#alive.set(holdId, goods);
    this.#shelves.hold(goods.allocations);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, goods.expiresAtMs);
  }

  #letGo(holdId: string, goods: HeldGoods): void {
    this.#alive.delete(holdId);
    this.#shelves.putBack(goods.allocations);
  }

  #putBack(holdId: string, goods: HeldGoods, status: 'released' | 'expired'): void {
    this.#holds.finish(holdId, status, this.reports.nextRevision);
    this.#letGo(holdId, goods);
    this.#changed(goods.allocations);
  }

  #changed(pieces: readonly { variantId: string }[]): void {
    this.reports.changed(pieces.map(({ variantId }) => variantId));
  }

  /** All or nothing, in memory too. */
  #write(work: () => void): void {
    try {
      this.#sql.transact(work);
    } catch (error) {
      this.reports.reload();
      throw error;
    }
  }
}

class BatchOfAnotherVariant extends Error {
  override readonly name = 'BatchOfAnotherVariant';
  override readonly message = 'A batch of this delivery stands here under another variant.';
}

const answerOf = (holdId: string, { allocations, expiresAtMs }: HeldGoods): Hold => ({
  holdId,
  allocations: [...(allocations as Allocation[])],
  expiresAtMs,
});
