import { availabilityBand, availableOf, earliestExpiryFor } from '#modules/inventory';
import { type Result, succeed } from '#platform/errors';
import type {
  BatchStanding,
  Hold,
  HoldRequest,
  ReceivedLine,
  RecordedMovement,
  ShelfCount,
  StockDocument,
  StoreFacts,
  StoreTotals,
} from '#platform/objects';
import type { Block } from '#platform/stock-shard-door';
import { migrate, type Sql } from '../sql.ts';
import { BatchRecords } from './batch-records.ts';
import type { BookTools } from './book-tools.ts';
import { HoldBook } from './hold-book.ts';
import { MovingOut } from './moving-out.ts';
import { netChanges, type ReservedOf } from './plan-document.ts';
import { PreparedParts } from './prepared-parts.ts';
import { stockRoomSchema } from './schema.ts';
import { ShardRecords } from './shard-records.ts';
import { Shelves } from './shelves.ts';
import { fingerprintOf, StockDocuments } from './stock-documents.ts';
import { type StockReport, StockReports } from './stock-reports.ts';
import { StoreCalendar } from './store-calendar.ts';

/** What shoppers are shown is what the web may sell. */
const SHOWN_CHANNEL = 'web';
/** Without a store nothing was ever received: on whatever day, there is nothing to sell. */
const NO_DAY = '9999-12-31';

/**
 * A store's stock: every decision and what is written of it, without clock, network or Cloudflare. Each method runs to
 * its end without a pause, so nothing can come between what it reads and what it writes.
 */
export class StockBook {
  readonly sql: Sql;
  readonly reports: StockReports;
  readonly shards: ShardRecords;
  readonly holds: HoldBook;
  readonly parts: PreparedParts;
  readonly movingOut: MovingOut;
  readonly #tools: BookTools;
  #calendar: StoreCalendar | undefined;
  /** The day on which what has expired was last taken off the shelves; empty when some of it came free since. */
  #sweptDay = '';

  constructor(sql: Sql) {
    migrate(sql, stockRoomSchema);
    this.sql = sql;
    const shelves = new Shelves(sql);
    const batches = new BatchRecords(sql, (batchId) => shelves.heldOf(batchId));
    this.shards = new ShardRecords(sql);
    this.reports = new StockReports(sql, this.shards, (variantId, day) => {
      const available = availableOf(shelves.of(variantId), day, SHOWN_CHANNEL);
      return { variantId, available, band: availabilityBand(available) };
    });
    const reservedOf: ReservedOf = (batchId, state) =>
      state === 'sellable' ? shelves.heldOf(batchId) : this.parts.promisedOf(batchId, state);
    const documents = new StockDocuments({ sql, batches, reports: this.reports, reservedOf });
    this.#tools = {
      sql,
      batches,
      documents,
      reports: this.reports,
      shards: this.shards,
      shelves,
      write: (work) => this.#write(work),
      rowsChanged: (variantIds) => this.#rowsChanged(variantIds),
      cameFree: (pieces) => this.#cameFree(pieces),
      open: (store, nowMs) => this.#open(store, nowMs),
      dayAt: (nowMs) => this.#dayAt(nowMs),
    };
    if (this.reports.store !== undefined) this.#calendar = new StoreCalendar(this.reports.store.timeZone);
    this.holds = new HoldBook(this.#tools);
    this.parts = new PreparedParts(this.#tools);
    this.movingOut = new MovingOut(this.#tools, reservedOf);
  }

  /** No hold expires before this. It may be too early, never too late. */
  get nextExpiryMs(): number {
    return this.holds.nextExpiryMs;
  }

  /** When the present day ends at the store; undefined while there is no store. */
  dayEndsMs(nowMs: number): number | undefined {
    return this.#calendar?.dayEndsMs(nowMs);
  }

  hold(request: HoldRequest, nowMs: number): Result<Hold> {
    return this.holds.hold(request, nowMs);
  }

  commit(holdId: string, reference: string, nowMs: number): Result<{ committed: true }> {
    return this.holds.commit(holdId, reference, nowMs);
  }

  release(holdId: string): Result<{ released: boolean }> {
    return this.holds.release(holdId);
  }

  expireDue(nowMs: number): void {
    this.holds.expireDue(nowMs);
  }

  /** A document whose every line adds to what may be sold. */
  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
    nowMs: number,
  ): Result<{ booked: number }> {
    const receipt = receiptOf(key, kind, lines);
    return this.book(store, receipt.document, nowMs, receipt.formerly);
  }

  /** Books a document once per key. `formerly`: fingerprints that older versions wrote for the same content. */
  book(
    store: StoreFacts,
    document: StockDocument,
    nowMs: number,
    formerly: readonly string[] = [],
  ): Result<{ booked: number }> {
    const { documents } = this.#tools;
    this.expireDue(nowMs);
    const known = documents.known(document, formerly);
    if (known !== undefined) return known;
    const net = documents.check(document);
    if (!net.ok) return net;
    const { booked, variantIds } = this.#write(() => {
      this.#open(store, nowMs);
      const written = documents.write(document, net.value, nowMs);
      this.shards.noteArrivals(written.variantIds);
      return written;
    });
    this.#rowsChanged(variantIds);
    return succeed({ booked });
  }

  block(
    store: StoreFacts,
    batchIds: readonly string[],
    reason: string | null,
    nowMs: number,
  ): Result<{ blocked: number }> {
    const { batches, reports } = this.#tools;
    const here = batches.find(batchIds);
    this.#write(() => {
      this.#open(store, nowMs);
      for (const batchId of batchIds) batches.block(batchId, reason, reports.nextRevision);
    });
    this.#rowsChanged(here.map(({ variantId }) => variantId));
    return succeed({ blocked: here.length });
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
    this.holds.forget(nowMs);
    this.reports.forget(nowMs);
    this.parts.forget(nowMs);
  }

  nextReport(nowMs: number): StockReport | undefined {
    return this.reports.next(this.#dayAt(nowMs));
  }

  count(variantIds: readonly string[], nowMs: number): ShelfCount[] {
    const day = this.#dayAt(nowMs);
    return variantIds.map((variantId) => {
      const shelf = this.#tools.shelves.of(variantId);
      const onHand = shelf.reduce((sum, batch) => sum + batch.onHand, 0);
      const held = shelf.reduce((sum, batch) => sum + batch.held, 0);
      return { variantId, onHand, held, available: availableOf(shelf, day, SHOWN_CHANNEL) };
    });
  }

  totals(): StoreTotals {
    return { ...this.#tools.shelves.totals(), holds: this.holds.count };
  }

  standing({ afterBatchId, limit }: { afterBatchId: string | null; limit: number }): BatchStanding[] {
    return this.#tools.batches.page(afterBatchId, limit);
  }

  batches(batchIds: readonly string[]): BatchStanding[] {
    return this.#tools.batches.find(batchIds);
  }

  blocks(): Block[] {
    return this.#tools.batches.blocks();
  }

  adoptBlocks(blocks: readonly Block[]): void {
    for (const { batchId, reason } of blocks) {
      this.#tools.batches.adoptBlock(batchId, reason, this.reports.nextRevision);
    }
  }

  movements(afterSequence: number, limit: number): RecordedMovement[] {
    return this.reports.after(afterSequence, limit);
  }

  /** Whether a key was booked before, and as what. */
  known(document: StockDocument, formerly: readonly string[]): Result<{ booked: number }> | undefined {
    return this.#tools.documents.known(document, formerly);
  }

  /** What is wrong with a document as it is written, whatever stands here. */
  checkForm(document: StockDocument): Result<unknown> {
    return netChanges(document);
  }

  /** Notes a document that other shards carry out as booked, together with the decision. */
  decide(document: StockDocument, decision: () => void): number {
    return this.#write(() => {
      decision();
      return this.#tools.documents.note(document);
    });
  }

  openStore(store: StoreFacts, nowMs: number): void {
    this.#write(() => this.#open(store, nowMs));
  }

  #takeExpired(day: string, nowMs: number): void {
    const { batches, documents } = this.#tools;
    const free = batches.expiredBefore(day).filter(({ quantities, held }) => quantities.sellable > held);
    const cause = { kind: 'expiry', reference: `expiry:${day}`, nowMs } as const;
    if (free.length > 0) {
      this.#write(() => {
        for (const batch of free) {
          documents.shift(batch, ['sellable', 'expired'], batch.quantities.sellable - batch.held, cause);
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

  #dayAt(nowMs: number): string {
    return this.#calendar?.dayAt(nowMs) ?? NO_DAY;
  }

  #rowsChanged(variantIds: readonly string[]): void {
    this.#sweptDay = '';
    this.#tools.shelves.forget(variantIds);
    this.reports.changed(variantIds);
  }

  #cameFree(pieces: readonly { expiresOn: string | null }[]): void {
    if (pieces.some(({ expiresOn }) => expiresOn !== null && expiresOn < this.#sweptDay)) this.#sweptDay = '';
  }

  #write<T>(work: () => T): T {
    try {
      return this.#tools.sql.transact(work);
    } catch (error) {
      this.shards.reload();
      this.reports.reload();
      throw error;
    }
  }
}

/** A receipt as a document, and how receipts were told apart before there were documents. */
export function receiptOf(
  key: string,
  kind: 'opening' | 'receipt',
  lines: readonly ReceivedLine[],
): { document: StockDocument; formerly: string[] } {
  const changes = lines.map((line) => ({ ...line, state: 'sellable' as const }));
  return { document: { key, kind, reference: key, changes }, formerly: [fingerprintOf(JSON.stringify([kind, lines]))] };
}
