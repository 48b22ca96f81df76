import { DurableObject } from 'cloudflare:workers';
import { randomIds } from '#platform/ids';
import { describeError, log } from '#platform/log';
import { boundObjects } from '#platform/object-bindings';
import type { StockPeerDoor, StockShardDoor } from '#platform/stock-shard-door';
import { shardName } from '#platform/store-layout';
import { AlarmClock } from '../alarm-clock.ts';
import { withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { Job } from './job.ts';
import { levelsIndex, reportStatements } from './report-statements.ts';
import { ShardDesk } from './shard-desk.ts';
import { StockBook } from './stock-book.ts';
import type { StockReport } from './stock-reports.ts';

/** Changes are gathered so long before they are sent: shoppers see them within a second, and bursts become one transaction. */
const REPORT_DELAY_MS = 100;
/** Longer than any transaction of a report takes; after it the database counts as gone. */
const REPORT_DEADLINE_MS = 10_000;
/** While a report or a move is under way the alarm keeps ringing: when the object dies in the middle, it is there to go on. */
const WATCH_MS = 1_000;
/** Between two looks whether goods that belong elsewhere have come free. */
const MOVE_DELAY_MS = 100;

type Door = StockShardDoor & StockPeerDoor;
type Asked<Name extends keyof Door> = Parameters<Door[Name]>;

/** One of a store's objects: wires its book and its desk to storage, clock, alarm and Postgres. */
export class StockRoom extends DurableObject<ObjectsEnv> implements StockShardDoor, StockPeerDoor {
  readonly #book: StockBook;
  readonly #desk: ShardDesk;
  readonly #alarm: AlarmClock;
  readonly #reporting = new Job(WATCH_MS, REPORT_DELAY_MS);
  readonly #moving = new Job(WATCH_MS, MOVE_DELAY_MS);

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#book = new StockBook(storageSql(ctx.storage));
    this.#alarm = new AlarmClock(ctx.storage);
    this.#desk = new ShardDesk({
      book: this.#book,
      peer: (storeId, shard) => env.STOCK_ROOM.getByName(shardName(storeId, shard)) as unknown as StockPeerDoor,
      nowMs: () => Date.now(),
      wake: () => this.#schedule(Date.now()),
    });
  }

  hold(...asked: Asked<'hold'>) {
    return this.#then(this.#desk.hold(...asked));
  }

  findHold(...asked: Asked<'findHold'>) {
    return this.#desk.findHold(...asked);
  }

  shortages(...asked: Asked<'shortages'>) {
    return this.#desk.shortages(...asked);
  }

  commit(...asked: Asked<'commit'>) {
    return this.#then(this.#desk.commit(...asked));
  }

  ready(...asked: Asked<'ready'>) {
    return this.#then(this.#desk.ready(...asked));
  }

  commitReady(...asked: Asked<'commitReady'>) {
    return this.#then(this.#desk.commitReady(...asked));
  }

  release(...asked: Asked<'release'>) {
    return this.#then(this.#desk.release(...asked));
  }

  count(...asked: Asked<'count'>) {
    return this.#desk.count(...asked);
  }

  standing(...asked: Asked<'standing'>) {
    return this.#desk.standing(...asked);
  }

  batches(...asked: Asked<'batches'>) {
    return this.#desk.batches(...asked);
  }

  movements(...asked: Asked<'movements'>) {
    return this.#desk.movements(...asked);
  }

  totals(...asked: Asked<'totals'>) {
    return this.#desk.totals(...asked);
  }

  layout() {
    return this.#desk.layout();
  }

  receive(...asked: Asked<'receive'>) {
    return this.#afterwards(this.#desk.receive(...asked));
  }

  book(...asked: Asked<'book'>) {
    return this.#afterwards(this.#desk.book(...asked));
  }

  block(...asked: Asked<'block'>) {
    return this.#afterwards(this.#desk.block(...asked));
  }

  reshard(...asked: Asked<'reshard'>) {
    return this.#then(this.#desk.reshard(...asked));
  }

  adopt(...asked: Asked<'adopt'>) {
    return this.#then(this.#desk.adopt(...asked));
  }

  setBlocks(...asked: Asked<'setBlocks'>) {
    return this.#then(this.#desk.setBlocks(...asked));
  }

  takeOver(...asked: Asked<'takeOver'>) {
    return this.#then(this.#desk.takeOver(...asked));
  }

  prepare(...asked: Asked<'prepare'>) {
    return this.#then(this.#desk.prepare(...asked));
  }

  apply(...asked: Asked<'apply'>) {
    return this.#then(this.#desk.apply(...asked));
  }

  abort(...asked: Asked<'abort'>) {
    return this.#then(this.#desk.abort(...asked));
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const nowMs = Date.now();
    this.#book.expireDue(nowMs);
    this.#book.noticeDay(nowMs);
    // Not awaited: a slow database or shard must not keep the alarm from releasing holds in time.
    if (this.#book.reports.isPending && this.#reporting.isDue(nowMs)) void this.#report();
    if (this.#desk.hasWork && this.#moving.isDue(nowMs)) void this.#move();
    this.#schedule(nowMs);
  }

  /** The desk has done what it does at once; what it awaits now belongs to nobody's alarm. */
  #then<T>(answer: Promise<T>): Promise<T> {
    this.#schedule(Date.now());
    return answer;
  }

  #afterwards<T>(answer: Promise<T>): Promise<T> {
    return answer.finally(() => this.#schedule(Date.now()));
  }

  #schedule(nowMs: number): void {
    const firstMs = Math.min(
      this.#book.nextExpiryMs,
      this.#book.dayEndsMs(nowMs) ?? Number.POSITIVE_INFINITY,
      this.#book.reports.isPending || this.#reporting.isRunning
        ? this.#reporting.dueMs(nowMs)
        : Number.POSITIVE_INFINITY,
      this.#desk.hasWork || this.#moving.isRunning ? this.#moving.dueMs(nowMs) : Number.POSITIVE_INFINITY,
    );
    if (firstMs !== Number.POSITIVE_INFINITY) this.#alarm.ringBy(firstMs);
  }

  async #move(): Promise<void> {
    await this.#moving.run(async () => {
      await this.#desk.work();
      return true;
    });
    this.#schedule(Date.now());
  }

  /** Sends one report. What is not known to be written is sent again. */
  async #report(): Promise<void> {
    const report = this.#book.nextReport(Date.now());
    if (report === undefined) return;
    await this.#reporting.run(async () => {
      await this.#send(report);
      this.#book.reports.settle(report);
      return report.isComplete;
    });
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
