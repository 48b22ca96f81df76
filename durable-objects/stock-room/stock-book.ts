import { availabilityBand, availableOf } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type { Allocation, Hold, HoldRequest, ReceivedLine, ShelfCount, StoreFacts } from '#platform/objects';
import { migrate, type Sql } from '../sql.ts';
import { planHold, planRehold } from './plan-hold.ts';
import { stockRoomSchema } from './schema.ts';
import { Shelves } from './shelves.ts';
import { type StockReport, StockReports } from './stock-reports.ts';
import { StoreCalendar } from './store-calendar.ts';

/** Finished holds are kept so long, so that a late repetition of a commit still finds its answer. */
const KEEP_FINISHED_HOLDS_MS = 7 * 86_400_000;
/** What shoppers are shown is what the web may sell. */
const SHOWN_CHANNEL = 'web';

interface LiveHold {
  expiresAtMs: number;
  allocations: readonly Allocation[];
}

type HoldRow = { status: string; expires_at_ms: number; allocations: string };

/**
 * A store's stock: every decision and what is written of it, without clock, network or Cloudflare. Each method runs to
 * its end without a pause, so nothing can come between what it reads and what it writes.
 */
export class StockBook {
  readonly reports: StockReports;
  readonly #sql: Sql;
  readonly #shelves: Shelves;
  readonly #live = new Map<string, LiveHold>();
  #calendar: StoreCalendar | undefined;
  /** No live hold expires before this; it may be too early, never too late. */
  #nextExpiryMs = Number.POSITIVE_INFINITY;

  constructor(sql: Sql) {
    migrate(sql, stockRoomSchema);
    this.#sql = sql;
    this.#shelves = new Shelves(sql);
    this.reports = new StockReports(sql, (variantId, day) => {
      const available = availableOf(this.#shelves.of(variantId), day, SHOWN_CHANNEL);
      return { variantId, available, band: availabilityBand(available) };
    });
    if (this.reports.store !== undefined) this.#calendar = new StoreCalendar(this.reports.store.timeZone);
    const rows = sql.rows<HoldRow & { hold_id: string }>(`select * from holds where status = 'held'`);
    for (const row of rows) this.#keepAlive(row.hold_id, readHold(row));
  }

  get calendar(): StoreCalendar | undefined {
    return this.#calendar;
  }

  get nextExpiryMs(): number {
    return this.#nextExpiryMs;
  }

  hold({ holdId, lines, channel, holdMs }: HoldRequest, nowMs: number): Result<Hold> {
    this.expireDue(nowMs);
    const alive = this.#live.get(holdId);
    if (alive !== undefined) return succeed({ holdId, ...alive, allocations: [...alive.allocations] });
    const plan = planHold(lines, (variantId) => this.#shelves.of(variantId), this.#dayAt(nowMs), channel);
    if (!plan.ok) return this.#committed(holdId) ?? plan;
    const allocations = plan.value;
    const expiresAtMs = nowMs + holdMs;
    // One statement: a hold that lapsed is taken anew, one that was committed is left alone and answers no row.
    const written = this.#sql.rows(
      `insert into holds (hold_id, status, expires_at_ms, revision, allocations) values (?, 'held', ?, ?, ?)
       on conflict (hold_id) do update set status = 'held', expires_at_ms = excluded.expires_at_ms,
         revision = excluded.revision, allocations = excluded.allocations
       where holds.status in ('released', 'expired') returning 1`,
      holdId,
      expiresAtMs,
      this.reports.nextRevision,
      JSON.stringify(allocations),
    );
    if (written.length === 0) return this.#committed(holdId) ?? fail('conflict', 'This hold is finished.');
    this.#keepAlive(holdId, { expiresAtMs, allocations });
    this.reports.changed(allocations.map(({ variantId }) => variantId));
    return succeed({ holdId, allocations, expiresAtMs });
  }

  commit(holdId: string, reference: string, nowMs: number): Result<{ committed: true }> {
    const alive = this.#live.get(holdId);
    const stored = alive === undefined ? this.#find(holdId) : undefined;
    if (stored?.status === 'committed') return succeed({ committed: true });
    const lapsed = stored?.status === 'expired' ? readHold(stored).allocations : undefined;
    const allocations = alive?.allocations ?? lapsed;
    if (allocations === undefined) {
      return stored === undefined
        ? fail('not_found', 'There is no such hold.')
        : fail('conflict', 'The hold was released.');
    }
    if (lapsed !== undefined) {
      const shelfOf = (variantId: string) => this.#shelves.of(variantId);
      const again = planRehold(lapsed, shelfOf, this.#dayAt(nowMs), SHOWN_CHANNEL);
      if (!again.ok) return again;
    }
    this.#write(() => {
      this.#sql.run(
        `update holds set status = 'committed', revision = ? where hold_id = ?`,
        this.reports.nextRevision,
        holdId,
      );
      for (const { batchId, variantId, quantity } of allocations) {
        const take = 'update batches set on_hand = on_hand - ?, sold = sold + ? where batch_id = ?';
        this.#sql.run(take, quantity, quantity, batchId);
        this.reports.move({ batchId, variantId, kind: 'sale', quantity: -quantity, reference, occurredAtMs: nowMs });
      }
    });
    if (alive !== undefined) this.#bury(holdId, allocations);
    this.#changed(allocations);
    return succeed({ committed: true });
  }

  release(holdId: string): Result<{ released: boolean }> {
    const alive = this.#live.get(holdId);
    if (alive === undefined) return succeed({ released: false });
    this.#finish(holdId, alive, 'released');
    return succeed({ released: true });
  }

  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
    nowMs: number,
  ): Result<{ booked: number }> {
    const known = this.#sql.rows<{ booked: number }>('select booked from receipts where key = ?', key)[0];
    if (known !== undefined) return succeed({ booked: known.booked });
    const calendar = new StoreCalendar(store.timeZone);
    const booked = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    try {
      this.#write(() => {
        this.reports.open(store, calendar.dayAt(nowMs));
        this.#sql.run('insert into receipts (key, booked) values (?, ?)', key, booked);
        for (const line of lines) {
          this.#put(line);
          const { batchId, variantId, quantity } = line;
          this.reports.move({ batchId, variantId, kind, quantity, reference: key, occurredAtMs: nowMs });
        }
      });
    } catch (error) {
      if (error instanceof BatchOfAnotherVariant) return fail('conflict', error.message);
      throw error;
    }
    this.#calendar = calendar;
    for (const { variantId } of lines) this.#shelves.forget(variantId);
    this.reports.changed(lines.map(({ variantId }) => variantId));
    return succeed({ booked });
  }

  /** Puts back what was held too long. Cheap when nothing is due. */
  expireDue(nowMs: number): void {
    if (nowMs < this.#nextExpiryMs) return;
    this.#nextExpiryMs = Number.POSITIVE_INFINITY;
    for (const [holdId, hold] of this.#live) {
      if (hold.expiresAtMs <= nowMs) this.#finish(holdId, hold, 'expired');
      else this.#nextExpiryMs = Math.min(this.#nextExpiryMs, hold.expiresAtMs);
    }
  }

  /** At the turn of the day: what has expired is no longer for sale, and holds finished long ago are forgotten. */
  noticeDay(nowMs: number): void {
    if (this.#calendar === undefined || !this.reports.noticeDay(this.#calendar.dayAt(nowMs))) return;
    this.#sql.run(
      `delete from holds where status <> 'held' and expires_at_ms < ?
         and revision <= (select reported_revision from progress)`,
      nowMs - KEEP_FINISHED_HOLDS_MS,
    );
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
    const sums = 'select coalesce(sum(on_hand), 0) as "onHand", coalesce(sum(sold), 0) as sold from batches';
    const { onHand = 0, sold = 0 } = this.#sql.rows<{ onHand: number; sold: number }>(sums)[0] ?? {};
    return { onHand, held: this.#shelves.held, holds: this.#live.size, sold };
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

  #dayAt(nowMs: number): string {
    // Without a calendar nothing was ever received, and on any day there is nothing to sell.
    return this.#calendar?.dayAt(nowMs) ?? '9999-12-31';
  }

  #find(holdId: string): HoldRow | undefined {
    return this.#sql.rows<HoldRow>('select status, expires_at_ms, allocations from holds where hold_id = ?', holdId)[0];
  }

  #committed(holdId: string): Result<Hold> | undefined {
    const row = this.#find(holdId);
    if (row?.status !== 'committed') return undefined;
    const { allocations, expiresAtMs } = readHold(row);
    return succeed({ holdId, allocations: [...allocations], expiresAtMs });
  }

  #put({ batchId, variantId, batchNumber, expiresOn, mrpPaise, quantity }: ReceivedLine): void {
    const rows = this.#sql.rows(
      `insert into batches (batch_id, variant_id, number, expires_on, mrp_paise, on_hand, sold) values (?, ?, ?, ?, ?, ?, 0)
       on conflict (batch_id) do update set on_hand = on_hand + excluded.on_hand where variant_id = excluded.variant_id
       returning 1`,
      batchId,
      variantId,
      batchNumber,
      expiresOn,
      mrpPaise,
      quantity,
    );
    if (rows.length === 0) throw new BatchOfAnotherVariant();
  }

  #keepAlive(holdId: string, hold: LiveHold): void {
    this.#live.set(holdId, hold);
    this.#shelves.hold(hold.allocations);
    this.#nextExpiryMs = Math.min(this.#nextExpiryMs, hold.expiresAtMs);
  }

  #bury(holdId: string, allocations: readonly Allocation[]): void {
    this.#live.delete(holdId);
    this.#shelves.putBack(allocations);
  }

  #finish(holdId: string, { allocations }: LiveHold, status: 'released' | 'expired'): void {
    const finish = 'update holds set status = ?, revision = ? where hold_id = ?';
    this.#sql.run(finish, status, this.reports.nextRevision, holdId);
    this.#bury(holdId, allocations);
    this.reports.changed(allocations.map(({ variantId }) => variantId));
  }

  #changed(allocations: readonly Allocation[]): void {
    for (const { variantId } of allocations) this.#shelves.forget(variantId);
    this.reports.changed(allocations.map(({ variantId }) => variantId));
  }
}

class BatchOfAnotherVariant extends Error {
  override readonly name = 'BatchOfAnotherVariant';
  override readonly message = 'A batch of this delivery stands here under another variant.';
}

const readHold = ({ allocations, expires_at_ms }: HoldRow): LiveHold => ({
  allocations: JSON.parse(allocations) as Allocation[],
  expiresAtMs: expires_at_ms,
});
