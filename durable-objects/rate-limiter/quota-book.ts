import type { Quota, QuotaState } from '#platform/rate-limiter-door';
import { migrate, type Sql } from '../sql.ts';

/** A window is counted in so many slices: room comes back a slice late, and no window ever holds more than its limit. */
export const SLICES = 60;

const steps = [
  `create table takes (
    quota text not null,
    starts_ms integer not null,
    /** Until then the slice may still be taken from. */
    ends_ms integer not null,
    /** From then on no window holds any of it. */
    forget_ms integer not null,
    taken integer not null,
    primary key (quota, starts_ms)
  ) without rowid`,
];

interface Slice extends Record<string, number> {
  startsMs: number;
  endsMs: number;
  taken: number;
}

/** What one subject has taken of its quotas. A take counts until the whole of its slice has left the window. */
export class QuotaBook {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, steps);
  }

  take({ name, limit, windowSeconds }: Quota, cost: number, nowMs: number): QuotaState {
    const windowMs = windowSeconds * 1000;
    const slices = this.#slices(name, nowMs - windowMs);
    const taken = slices.reduce((sum, slice) => sum + slice.taken, 0);
    const isAllowed = taken + cost <= limit;
    if (isAllowed && cost > 0) this.#add(name, cost, windowMs, nowMs);
    const left = limit - taken - (isAllowed ? cost : 0);
    const waitMs =
      isAllowed && left > 0 ? windowMs : waitFor(slices, taken + Math.max(cost, 1) - limit, windowMs, nowMs);
    return { isAllowed, remaining: Math.max(left, 0), resetSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
  }

  reset(name: string): void {
    this.#sql.run('delete from takes where quota = ?', name);
  }

  /** Drops what no window holds any more; answers when there is more to drop, if there is. */
  forget(nowMs: number): number | undefined {
    this.#sql.run('delete from takes where forget_ms <= ?', nowMs);
    const [next] = this.#sql.rows<{ atMs: number | null }>('select min(forget_ms) as atMs from takes');
    return next?.atMs ?? undefined;
  }

  /** Slices of a later time too: the clock of another machine may have been ahead. */
  #slices(name: string, afterMs: number): Slice[] {
    return this.#sql.rows<Slice>(
      `select starts_ms as startsMs, ends_ms as endsMs, taken from takes
        where quota = ? and ends_ms > ? order by starts_ms`,
      name,
      afterMs,
    );
  }

  #add(name: string, cost: number, windowMs: number, nowMs: number): void {
    const sliceMs = Math.ceil(windowMs / SLICES);
    const startsMs = Math.floor(nowMs / sliceMs) * sliceMs;
    const endsMs = startsMs + sliceMs;
    this.#sql.run(
      `insert into takes (quota, starts_ms, ends_ms, forget_ms, taken) values (?, ?, ?, ?, ?)
        on conflict (quota, starts_ms) do update set taken = taken + excluded.taken,
          ends_ms = max(ends_ms, excluded.ends_ms), forget_ms = max(forget_ms, excluded.forget_ms)`,
      name,
      startsMs,
      endsMs,
      endsMs + windowMs,
      cost,
    );
  }
}

/** How long until so many have left the window; the whole window when even that would not do. */
function waitFor(slices: readonly Slice[], missing: number, windowMs: number, nowMs: number): number {
  let freed = 0;
  for (const { endsMs, taken } of slices) {
    freed += taken;
    if (freed >= missing) return endsMs + windowMs - nowMs;
  }
  return windowMs;
}
