import { DurableObject } from 'cloudflare:workers';
import type { Result } from '#platform/errors';
import { randomIds } from '#platform/ids';
import { describeError, log } from '#platform/log';
import { boundObjects } from '#platform/object-bindings';
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
} from '#platform/objects';
import { AlarmClock } from '../alarm-clock.ts';
import { backoffMs, withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { levelsIndex, reportStatements } from './report-statements.ts';
import { StockBook } from './stock-book.ts';
import type { StockReport } from './stock-reports.ts';

/** Changes are gathered so long before they are sent: shoppers see them within a second, and bursts become one transaction. */
const REPORT_DELAY_MS = 100;
/** Longer than any transaction of a report takes; after it the database counts as gone. */
const REPORT_DEADLINE_MS = 10_000;
/** While a report is under way the alarm keeps ringing: when the object dies in the middle, it is there to go on. */
const WATCH_MS = 1_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** One store's shelves: wires its StockBook to storage, clock, alarm and Postgres. */
export class StockRoom extends DurableObject<ObjectsEnv> implements StockRoomDoor {
  readonly #book: StockBook;
  readonly #alarm: AlarmClock;
  #reportAtMs = Number.POSITIVE_INFINITY;
  #isReporting = false;
  #failures = 0;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#book = new StockBook(storageSql(ctx.storage));
    this.#alarm = new AlarmClock(ctx.storage);
  }

  async receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>> {
    return this.#then(this.#book.receive(store, key, kind, lines, Date.now()));
  }

  async book(store: StoreFacts, document: StockDocument): Promise<Result<{ booked: number }>> {
    return this.#then(this.#book.book(store, document, Date.now()));
  }

  async block(
    store: StoreFacts,
    batchIds: readonly string[],
    reason: string | null,
  ): Promise<Result<{ blocked: number }>> {
    return this.#then(this.#book.block(store, batchIds, reason, Date.now()));
  }

  async hold(request: HoldRequest): Promise<Result<Hold>> {
    return this.#then(this.#book.hold(request, Date.now()));
  }

  async commit(holdId: string, reference: string): Promise<Result<{ committed: true }>> {
    return this.#then(this.#book.commit(holdId, reference, Date.now()));
  }

  async release(holdId: string): Promise<Result<{ released: boolean }>> {
    return this.#then(this.#book.release(holdId));
  }

  async count(variantIds: readonly string[]): Promise<ShelfCount[]> {
    return this.#book.count(variantIds, Date.now());
  }

  async standing(query: { afterBatchId: string | null; limit: number }): Promise<BatchStanding[]> {
    return this.#book.standing(query);
  }

  async batches(batchIds: readonly string[]): Promise<BatchStanding[]> {
    return this.#book.batches(batchIds);
  }

  async movements(afterSequence: number, limit: number): Promise<RecordedMovement[]> {
    return this.#book.movements(afterSequence, limit);
  }

  async totals(): Promise<{ onHand: number; held: number; holds: number; sold: number }> {
    return this.#book.totals();
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const nowMs = Date.now();
    this.#book.expireDue(nowMs);
    this.#book.noticeDay(nowMs);
    // Not awaited: a slow database must not keep the alarm from releasing holds in time.
    if (this.#book.reports.isPending && !this.#isReporting && nowMs >= this.#reportDueMs(nowMs)) void this.#report();
    this.#schedule(nowMs);
  }

  #then<T>(answer: T): T {
    this.#schedule(Date.now());
    return answer;
  }

  #reportDueMs(nowMs: number): number {
    if (this.#reportAtMs === Number.POSITIVE_INFINITY) this.#reportAtMs = nowMs + REPORT_DELAY_MS;
    return this.#reportAtMs;
  }

  #schedule(nowMs: number): void {
    const dueMs = [this.#book.nextExpiryMs];
    if (this.#isReporting) dueMs.push(nowMs + WATCH_MS);
    else if (this.#book.reports.isPending) dueMs.push(this.#reportDueMs(nowMs));
    dueMs.push(this.#book.dayEndsMs(nowMs) ?? Number.POSITIVE_INFINITY);
    const firstMs = Math.min(...dueMs);
    if (firstMs !== Number.POSITIVE_INFINITY) this.#alarm.ringBy(firstMs);
  }

  /** Sends one report. What is not known to be written is sent again. */
  async #report(): Promise<void> {
    const report = this.#book.nextReport(Date.now());
    if (report === undefined) return;
    this.#isReporting = true;
    this.#reportAtMs = Number.POSITIVE_INFINITY;
    try {
      await this.#send(report);
      this.#book.reports.settle(report);
      this.#failures = 0;
      if (!report.isComplete) this.#reportAtMs = Date.now();
    } catch (error) {
      this.#failures += 1;
      this.#reportAtMs = Date.now() + backoffMs(this.#failures, FIRST_RETRY_MS, LONGEST_RETRY_MS);
      log('warn', 'A stock report was not written and will be sent again', describeError(error));
    }
    this.#isReporting = false;
    this.#schedule(Date.now());
  }

  async #send(report: StockReport): Promise<void> {
    const statements = reportStatements(report, randomIds, new Date());
    const answers = await withDeadline(databaseOf(this.env).batch(statements), REPORT_DEADLINE_MS);
    if ((answers[levelsIndex(report)] ?? []).length === 0) return;
    await boundObjects(this.env)
      .outboxRelay()
      .kick()
      .catch((error: unknown) => log('warn', 'The relay could not be kicked', describeError(error)));
  }
}
