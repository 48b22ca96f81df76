import { DurableObject } from 'cloudflare:workers';
import type { Result } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import type { ValueAccountDoor, ValueAccountFacts, ValueStanding } from '#platform/value-account-door';
import { AlarmClock } from '../alarm-clock.ts';
import { backoffMs, withDeadline } from '../deadline.ts';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { entryFact } from './entry-fact.ts';
import { ValueBook } from './value-book.ts';

/** Entries are gathered so long before they are sent. */
const REPORT_DELAY_MS = 200;
/** Longer than any such transaction takes; after it the database counts as gone. */
const REPORT_DEADLINE_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 60_000;

/** One account of value: wires its ValueBook to storage, clock, alarm and Postgres. */
export class ValueAccount extends DurableObject<ObjectsEnv> implements ValueAccountDoor {
  readonly #book: ValueBook;
  readonly #alarm: AlarmClock;
  #failures = 0;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#book = new ValueBook(storageSql(ctx.storage));
    this.#alarm = new AlarmClock(ctx.storage);
  }

  async open(facts: ValueAccountFacts): Promise<Result<ValueStanding>> {
    return this.#book.open(facts, Date.now());
  }

  async credit(key: string, amountPaise: number, reference: string): Promise<Result<ValueStanding>> {
    return this.#then(this.#book.credit(key, amountPaise, reference, Date.now()));
  }

  async reserve(key: string, amountPaise: number, untilMs: number): Promise<Result<ValueStanding>> {
    return this.#book.reserve(key, amountPaise, untilMs, Date.now());
  }

  async capture(key: string, reference: string): Promise<Result<ValueStanding>> {
    return this.#then(this.#book.capture(key, reference, Date.now()));
  }

  async release(key: string): Promise<Result<ValueStanding>> {
    return this.#book.release(key, Date.now());
  }

  async standing(): Promise<Result<ValueStanding>> {
    return this.#book.standing(Date.now());
  }

  /** Sends what Postgres was not told. What is not known to be written is sent again. */
  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const entries = this.#book.unsent();
    const last = entries.at(-1);
    if (last === undefined) return;
    try {
      await withDeadline(databaseOf(this.env).batch(writeFacts(entries.map(entryFact))), REPORT_DEADLINE_MS);
      this.#book.sent(last.sequence);
      this.#failures = 0;
      this.#then(undefined);
    } catch (error) {
      this.#failures += 1;
      log('warn', 'Entries of an account were not written and will be sent again', describeError(error));
      this.#alarm.ringBy(Date.now() + backoffMs(this.#failures, FIRST_RETRY_MS, LONGEST_RETRY_MS));
    }
  }

  #then<T>(answer: T): T {
    if (this.#book.unsent().length > 0) this.#alarm.ringBy(Date.now() + REPORT_DELAY_MS);
    return answer;
  }
}
