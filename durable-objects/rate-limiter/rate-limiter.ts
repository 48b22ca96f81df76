import { DurableObject } from 'cloudflare:workers';
import type { Quota, QuotaState, RateLimiterDoor } from '#platform/rate-limiter-door';
import { AlarmClock } from '../alarm-clock.ts';
import type { ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { QuotaBook } from './quota-book.ts';

/** So long after something was forgiven it is looked whether anything is left. */
const TIDY_MS = 60_000;

/** The quotas of one subject. When nothing of them counts any more, nothing of it is left. */
export class RateLimiter extends DurableObject<ObjectsEnv> implements RateLimiterDoor {
  readonly #alarm: AlarmClock;
  #book: QuotaBook | undefined;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#alarm = new AlarmClock(ctx.storage);
  }

  async take(quota: Quota, cost = 1): Promise<QuotaState> {
    const nowMs = Date.now();
    const state = this.#opened().take(quota, cost, nowMs);
    // Twice the window: by then every slice of now has left it. Opening alone wrote something that must go again.
    this.#alarm.ringBy(nowMs + 2 * quota.windowSeconds * 1000);
    return state;
  }

  async reset({ name }: Pick<Quota, 'name'>): Promise<void> {
    this.#opened().reset(name);
    this.#alarm.ringBy(Date.now() + TIDY_MS);
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const nextMs = this.#opened().forget(Date.now());
    if (nextMs !== undefined) {
      this.#alarm.ringBy(nextMs);
      return;
    }
    this.#book = undefined;
    await this.ctx.storage.deleteAll();
  }

  /** Made again after everything was deleted. */
  #opened(): QuotaBook {
    this.#book ??= new QuotaBook(storageSql(this.ctx.storage));
    return this.#book;
  }
}
