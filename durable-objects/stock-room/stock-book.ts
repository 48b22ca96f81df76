import { availabilityBand, availableOf, earliestExpiryFor } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type {
  Allocation,
  BatchStanding,
  Hold,
  HoldRequest,
  ReceivedLine,
  RecordedMovement,
  ShelfCount,
  StockDocument,
  StoreFacts,
} from '#platform/objects';
import { migrate, type Sql } from '../sql.ts';
import { BatchRecords } from './batch-records.ts';
import { type HeldGoods, HoldRecords } from './hold-records.ts';
import { planHold, planRehold, refuseBlocked } from './plan-hold.ts';
import { stockRoomSchema } from './schema.ts';
import { Shelves } from './shelves.ts';
import { fingerprintOf, StockDocuments } from './stock-documents.ts';
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
  readonly #batches: BatchRecords;
  readonly #documents: StockDocuments;
  readonly #holds: HoldRecords;
  readonly #alive = new Map<string, HeldGoods>();
  #calendar: StoreCalendar | undefined;
  #nextExpiryMs = Number.POSITIVE_INFINITY;
  /** The day on which what has expired was last taken off the shelves; empty when some of it came free since. */
  #sweptDay = '';

  constructor(sql: Sql) {
    migrate(sql, stockRoomSchema);
    this.#sql = sql;
    this.#shelves = new Shelves(sql);
    this.#holds = new HoldRecords(sql);
    this.#batches = new BatchRecords(sql, (batchId) => this.#shelves.heldOf(batchId));
    this.reports = new StockReports(sql, (variantId, day) => {
      const available = availableOf(this.#shelves.of(variantId), day, SHOWN_CHANNEL);
      return { variantId, available, band: availabilityBand(available) };
    });
    this.#documents = new StockDocuments({
      sql,
      batches: this.#batches,
      reports: this.reports,
      reservedOf: (batchId, state) => (state === 'sellable' ? this.#shelves.heldOf(batchId) : 0),
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
    const free = refuseBlocked(goods.allocations, this.#shelfOf);
    if (!free.ok) return free;
    if (alive === undefined) {
      const again = planRehold(goods.allocations, this.#shelfOf, this.#dayAt(nowMs), SHOWN_CHANNEL);
      if (!again.ok) return again;
    }
    this.#write(() => {
      this.#holds.finish(holdId, 'committed', this.reports.nextRevision);
      for (const allocation of goods.allocations) {
        const { batchId, variantId, quantity } = allocation;
        this.#shelves.sell(allocation);
        const sale = { state: 'sellable', kind: 'sale', quantity: -quantity, reference, occurredAtMs: nowMs } as const;
        this.reports.move({ batchId, variantId, ...sale });
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

  /** A document whose every line adds to what may be sold. */
  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
    nowMs: number,
  ): Result<{ booked: number }> {
    const changes = lines.map((line) => ({ ...line, state: 'sellable' as const }));
    const formerly = fingerprintOf(JSON.stringify([kind, lines]));
    return this.#book(store, { key, kind, reference: key, changes }, [formerly], nowMs);
  }

  book(store: StoreFacts, document: StockDocument, nowMs: number): Result<{ booked: number }> {
    return this.#book(store, document, [], nowMs);
  }

  block(
    store: StoreFacts,
    batchIds: readonly string[],
    reason: string | null,
    nowMs: number,
  ): Result<{ blocked: number }> {
    const here = this.#batches.find(batchIds);
    this.#write(() => {
      this.#open(store, nowMs);
      for (const batchId of batchIds) this.#batches.block(batchId, reason, this.reports.nextRevision);
    });
    this.#rowsChanged(here.map(({ variantId }) => variantId));
    return succeed({ blocked: here.length });
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

  /**
   * At the turn of the day: what has expired and is not held is no longer called sellable, and what finished long ago is
   * forgotten. Cheap when there is nothing to do; what comes free later is taken then.
   */
  noticeDay(nowMs: number): void {
    if (this.#calendar === undefined) return;
    const day = this.#calendar.dayAt(nowMs);
    if (this.#sweptDay !== day) this.#takeExpired(day, nowMs);
    if ((this.reports.noticedDay ?? day) >= day) return;
    this.reports.noticeDay(day, (of) => earliestExpiryFor(of, SHOWN_CHANNEL));
    this.#holds.forget(nowMs - KEEP_FINISHED_HOLDS_MS);
    this.reports.forget(nowMs);
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

  standing({ afterBatchId, limit }: { afterBatchId: string | null; limit: number }): BatchStanding[] {
    return this.#batches.page(afterBatchId, limit);
  }

  batches(batchIds: readonly string[]): BatchStanding[] {
    return this.#batches.find(batchIds);
  }

  movements(afterSequence: number, limit: number): RecordedMovement[] {
    return this.reports.after(afterSequence, limit);
  }

  #book(
    store: StoreFacts,
    document: StockDocument,
    formerly: readonly string[],
    nowMs: number,
  ): Result<{ booked: number }> {
    this.expireDue(nowMs);
    const known = this.#documents.known(document, formerly);
    if (known !== undefined) return known.ok ? succeed({ booked: known.value.booked }) : known;
    const net = this.#documents.check(document);
    if (!net.ok) return net;
    const { booked, variantIds } = this.#write(() => {
      this.#open(store, nowMs);
      return this.#documents.write(document, net.value, nowMs);
    });
    this.#rowsChanged(variantIds);
    this.#sweptDay = '';
    return succeed({ booked });
  }

  #takeExpired(day: string, nowMs: number): void {
    const free = this.#batches.expiredBefore(day).filter(({ quantities, held }) => quantities.sellable > held);
    const cause = { kind: 'expiry', reference: `expiry:${day}`, nowMs } as const;
    if (free.length > 0) {
      this.#write(() => {
        for (const batch of free) {
          this.#documents.shift(batch, ['sellable', 'expired'], batch.quantities.sellable - batch.held, cause);
        }
      });
      this.#rowsChanged(free.map(({ variantId }) => variantId));
    }
    this.#sweptDay = day;
  }

  #open(store: StoreFacts, nowMs: number): void {
    if (this.reports.store?.timeZone === store.timeZone) return;
    const calendar = new StoreCalendar(store.timeZone);
    this.reports.open(store, calendar.dayAt(nowMs));
    this.#calendar = calendar;
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
    if (goods.allocations.some(({ expiresOn }) => expiresOn !== null && expiresOn < this.#sweptDay))
      this.#sweptDay = '';
  }

  #changed(pieces: readonly { variantId: string }[]): void {
    this.reports.changed(pieces.map(({ variantId }) => variantId));
  }

  /** Completes a change of rows that memory does not know of yet. */
  #rowsChanged(variantIds: readonly string[]): void {
    this.#shelves.forget(variantIds);
    this.reports.changed(variantIds);
  }

  /** All or nothing, in memory too. */
  #write<T>(work: () => T): T {
    try {
      return this.#sql.transact(work);
    } catch (error) {
      this.reports.reload();
      throw error;
    }
  }
}

const answerOf = (holdId: string, { allocations, expiresAtMs }: HeldGoods): Hold => ({
  holdId,
  allocations: [...(allocations as Allocation[])],
  expiresAtMs,
});
