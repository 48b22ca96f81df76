import type { CouponBookDoor, CouponUse } from '#platform/coupon-book-door';
import { type Failure, fail, type Result, succeed } from '#platform/errors';
import { migrate, type Sql } from '../sql.ts';

/** What ran out so long ago is forgotten: no payment is waited for that long. */
export const FORGET_AFTER_MS = 60 * 86_400_000;

/** Only ever append. */
const steps = [
  `create table uses (
    use_id text primary key,
    person_key text not null,
    status text not null check (status in ('reserved', 'captured', 'given_back')),
    until_ms integer not null
  ) without rowid;
  create index uses_person on uses (person_key);
  create index uses_status on uses (status, until_ms)`,
];

type Status = 'reserved' | 'captured' | 'given_back';

const usedUp: Failure = {
  code: 'conflict',
  detail: 'This coupon has been used as often as it may be.',
  extensions: { reason: 'used_up' },
};
const usedByYou: Failure = {
  code: 'conflict',
  detail: 'You have used this coupon as often as you may.',
  extensions: { reason: 'used_by_you' },
};
const refuse = ({ code, detail, ...rest }: Failure): Result<never> => fail(code, detail, rest);

/** A captured use counts for good, a reserved one until its time is up, one that was given back not at all. */
const COUNTS = `(status = 'captured' or (status = 'reserved' and until_ms > ?))`;

/** The uses of one coupon code. */
export class CouponBookRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, steps);
  }

  /** The same use again, even one that was given back, is one use: an order that failed may be placed anew. */
  reserve(use: CouponUse, nowMs: number): Awaited<ReturnType<CouponBookDoor['reserve']>> {
    const { useId, personKey, limits, untilMs } = use;
    return this.#sql.transact(() => {
      if (this.#statusOf(useId) === 'captured') return succeed({ reserved: true });
      this.#forget(nowMs);
      if (limits.total !== null && this.#countOthers(useId, nowMs) >= limits.total) return refuse(usedUp);
      if (limits.perPerson !== null && this.#countOthers(useId, nowMs, personKey) >= limits.perPerson)
        return refuse(usedByYou);
      this.#put(useId, personKey, 'reserved', untilMs);
      return succeed({ reserved: true });
    });
  }

  /** A use that was given back stays so: the capture is an old one that arrives after its order was cancelled. */
  capture(useId: string): Awaited<ReturnType<CouponBookDoor['capture']>> {
    return this.#sql.transact(() => {
      const status = this.#statusOf(useId);
      if (status === 'given_back') return succeed({ captured: false });
      if (status === undefined) this.#put(useId, '', 'captured', 0);
      else this.#sql.run(`update uses set status = 'captured' where use_id = ?`, useId);
      return succeed({ captured: true });
    });
  }

  giveBack(useId: string): Awaited<ReturnType<CouponBookDoor['giveBack']>> {
    return this.#sql.transact(() => {
      const status = this.#statusOf(useId);
      if (status === undefined || status === 'given_back') return succeed({ givenBack: false });
      this.#sql.run(`update uses set status = 'given_back' where use_id = ?`, useId);
      return succeed({ givenBack: true });
    });
  }

  uses(nowMs: number): { reserved: number; captured: number } {
    const count = (condition: string, ...values: number[]) =>
      this.#sql.rows<{ uses: number }>(`select count(*) as uses from uses where ${condition}`, ...values)[0]?.uses ?? 0;
    return {
      reserved: count(`status = 'reserved' and until_ms > ?`, nowMs),
      captured: count(`status = 'captured'`),
    };
  }

  #statusOf(useId: string): Status | undefined {
    return this.#sql.rows<{ status: Status }>('select status from uses where use_id = ?', useId)[0]?.status;
  }

  #countOthers(useId: string, nowMs: number, personKey?: string): number {
    const ofPerson = personKey === undefined ? '' : 'and person_key = ?';
    const [row] = this.#sql.rows<{ uses: number }>(
      `select count(*) as uses from uses where use_id <> ? and ${COUNTS} ${ofPerson}`,
      useId,
      nowMs,
      ...(personKey === undefined ? [] : [personKey]),
    );
    return row?.uses ?? 0;
  }

  #put(useId: string, personKey: string, status: Status, untilMs: number): void {
    this.#sql.run(
      `insert into uses (use_id, person_key, status, until_ms) values (?, ?, ?, ?) on conflict (use_id) do update
        set person_key = excluded.person_key, status = excluded.status, until_ms = max(until_ms, excluded.until_ms)`,
      useId,
      personKey,
      status,
      untilMs,
    );
  }

  #forget(nowMs: number): void {
    this.#sql.run(`delete from uses where status <> 'captured' and until_ms <= ?`, nowMs - FORGET_AFTER_MS);
  }
}
