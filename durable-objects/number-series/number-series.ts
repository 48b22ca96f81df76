import { DurableObject } from 'cloudflare:workers';
import { getTableName } from 'drizzle-orm';
import { events } from '#db/schema/platform';
import type { Result } from '#platform/errors';
import { type Fact, writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import { boundObjects } from '#platform/object-bindings';
import type { IssueRequest, NumberSeriesDoor } from '#platform/objects';
import { AlarmClock } from '../alarm-clock.ts';
import { backoffMs, withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { DocumentBook, type StuckDocument } from './document-book.ts';
import { GroupWriter } from './group-writer.ts';

/** A group is written in milliseconds; after this the database counts as gone and those who wait are told. */
const WRITE_DEADLINE_MS = 8_000;
/** When an object dies with unwritten documents, its alarm goes on so much later. */
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

const EVENTS = getTableName(events);

/** Numbers documents without gaps and writes them in groups: wires DocumentBook and GroupWriter to storage, alarm and Postgres. */
export class NumberSeries extends DurableObject<ObjectsEnv> implements NumberSeriesDoor {
  readonly #book: DocumentBook;
  readonly #writer: GroupWriter;
  readonly #alarm: AlarmClock;
  #failures = 0;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#book = new DocumentBook(storageSql(ctx.storage));
    this.#alarm = new AlarmClock(ctx.storage);
    this.#writer = new GroupWriter({
      book: this.#book,
      write: (facts) => this.#write(facts),
      nowMs: () => Date.now(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      onNumbered: () => this.#alarm.ringBy(Date.now() + FIRST_RETRY_MS),
    });
  }

  async issue(request: IssueRequest): Promise<Result<{ number: string }>> {
    return this.#writer.issue(request);
  }

  /** Documents that have a number and that the database refuses: somebody must look at them. */
  async stuck(): Promise<StuckDocument[]> {
    return this.#book.stuck();
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    this.#scheduleRetry();
    await this.#writer.flush();
    this.#scheduleRetry();
  }

  #scheduleRetry(): void {
    const dueMs = this.#book.nextDueMs();
    if (dueMs === undefined) return;
    const retryMs = backoffMs(this.#failures, FIRST_RETRY_MS, LONGEST_RETRY_MS);
    this.#alarm.ringBy(Math.max(dueMs, Date.now() + retryMs));
  }

  async #write(facts: readonly Fact[]): Promise<void> {
    try {
      await withDeadline(databaseOf(this.env).batch(writeFacts(facts)), WRITE_DEADLINE_MS);
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
    if (!facts.some(({ table }) => table === EVENTS)) return;
    boundObjects(this.env)
      .outboxRelay()
      .kick()
      .catch((error: unknown) => log('warn', 'The relay could not be kicked', describeError(error)));
  }
}
