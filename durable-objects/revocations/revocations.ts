import { DurableObject } from 'cloudflare:workers';
import type { Revocation, RevocationsDoor, RevokedSince } from '#platform/revocations-door';
import { AlarmClock } from '../alarm-clock.ts';
import type { ObjectsEnv } from '../env.ts';
import { storageSql } from '../sql.ts';
import { RevocationBook } from './revocation-book.ts';

/** So long after the first revocation the book is looked through for what no longer matters. */
const TIDY_MS = 15 * 60_000;

/** What every isolate must stop trusting: they ask it every other second, those who revoke wait for it. */
export class Revocations extends DurableObject<ObjectsEnv> implements RevocationsDoor {
  readonly #book: RevocationBook;
  readonly #alarm: AlarmClock;

  constructor(ctx: DurableObjectState, env: ObjectsEnv) {
    super(ctx, env);
    this.#book = new RevocationBook(storageSql(ctx.storage));
    this.#alarm = new AlarmClock(ctx.storage);
  }

  async revoke(revocations: readonly Revocation[]): Promise<void> {
    const nowMs = Date.now();
    this.#book.revoke(revocations, nowMs);
    this.#alarm.ringBy(nowMs + TIDY_MS);
  }

  async since(version: number): Promise<RevokedSince> {
    return this.#book.since(version, Date.now());
  }

  override async alarm(): Promise<void> {
    this.#alarm.rang();
    const nextMs = this.#book.forget(Date.now());
    if (nextMs !== undefined) this.#alarm.ringBy(Math.max(nextMs, Date.now() + TIDY_MS));
  }
}
