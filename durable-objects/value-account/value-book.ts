import { type Failure, fail, type Result, succeed } from '#platform/errors';
import type { ValueAccountFacts, ValueAccountKind, ValueStanding } from '#platform/value-account-door';
import { migrate, type Sql } from '../sql.ts';
import { valueAccountSchema } from './schema.ts';

/** A movement of value as Postgres keeps it. `amountPaise` is negative for what was taken. */
export interface ValueEntry {
  accountId: string;
  sequence: number;
  kind: 'credit' | 'capture';
  key: string;
  amountPaise: number;
  balancePaise: number;
  reference: string;
  atMs: number;
}

/** One transaction of a few milliseconds. */
const maxEntriesPerReport = 500;

type AccountRow = {
  account_id: string;
  kind: ValueAccountKind;
  limit_paise: number;
  blocked_for: string | null;
  expires_at_ms: number | null;
  balance_paise: number;
  sent_sequence: number;
};
type Reservation = { amount_paise: number; status: 'reserved' | 'captured' | 'released'; until_ms: number };
type EntryRow = {
  sequence: number;
  kind: ValueEntry['kind'];
  key: string;
  amount_paise: number;
  balance_paise: number;
  reference: string;
  at_ms: number;
};

const unknown: Failure = { code: 'not_found', detail: 'There is no such account.' };
const otherAmount: Failure = { code: 'idempotency_mismatch', detail: 'Another amount was booked under this key.' };

/**
 * An account of value: every decision and what is written of it, without clock, network or Cloudflare. Its balance is what was
 * paid in less what was taken, and never falls below its limit by anything but a lowered limit.
 */
export class ValueBook {
  readonly #sql: Sql;
  #isOpened: boolean;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#isOpened = sql.rows(`select 1 from sqlite_master where type = 'table' and name = 'account'`).length > 0;
  }

  open(facts: ValueAccountFacts, nowMs: number): Result<ValueStanding> {
    const known = this.#account();
    if (known !== undefined && known.kind !== facts.kind) return fail('conflict', `This account holds ${known.kind}.`);
    if (known === undefined) migrate(this.#sql, valueAccountSchema);
    this.#isOpened = true;
    this.#sql.run(
      `insert into account values (1, ?, ?, ?, ?, ?, 0, 0) on conflict (only_row) do update set
         limit_paise = excluded.limit_paise, blocked_for = excluded.blocked_for, expires_at_ms = excluded.expires_at_ms`,
      facts.accountId,
      facts.kind,
      facts.limitPaise,
      facts.blockedFor,
      facts.expiresAtMs,
    );
    return this.standing(nowMs);
  }

  credit(key: string, amountPaise: number, reference: string, nowMs: number): Result<ValueStanding> {
    const account = this.#account();
    if (account === undefined) return { ok: false, failure: unknown };
    if (!isAmount(amountPaise)) return fail('invalid_input', 'An amount is a positive whole number of paise.');
    const [known] = this.#sql.rows<{ amount_paise: number }>(
      `select amount_paise from entries where kind = 'credit' and key = ?`,
      key,
    );
    if (known !== undefined && known.amount_paise !== amountPaise) return { ok: false, failure: otherAmount };
    if (known === undefined) {
      if (!Number.isSafeInteger(account.balance_paise + amountPaise)) return fail('conflict', 'The account is full.');
      this.#sql.transact(() => this.#enter('credit', key, amountPaise, reference, nowMs));
    }
    return this.standing(nowMs);
  }

  reserve(key: string, amountPaise: number, untilMs: number, nowMs: number): Result<ValueStanding> {
    const account = this.#account();
    if (account === undefined) return { ok: false, failure: unknown };
    if (!isAmount(amountPaise)) return fail('invalid_input', 'An amount is a positive whole number of paise.');
    const known = this.#reservation(key);
    if (known?.status === 'released') return fail('conflict', 'This reservation was given back.');
    if (known !== undefined && known.amount_paise !== amountPaise) return { ok: false, failure: otherAmount };
    // Its own lapsed reservation stands in nobody's way, so it is taken anew like a fresh one.
    const isAlive = known?.status === 'captured' || (known !== undefined && known.until_ms > nowMs);
    if (!isAlive) {
      const { availablePaise } = this.#standingOf(account, nowMs);
      if (amountPaise > availablePaise) return shortOf(account, availablePaise);
    }
    if (known?.status !== 'captured') {
      this.#sql.run(
        `insert into reservations values (?, ?, 'reserved', ?)
         on conflict (key) do update set until_ms = max(until_ms, excluded.until_ms)`,
        key,
        amountPaise,
        untilMs,
      );
    }
    return this.standing(nowMs);
  }

  capture(key: string, reference: string, nowMs: number): Result<ValueStanding> {
    const account = this.#account();
    if (account === undefined) return { ok: false, failure: unknown };
    const known = this.#reservation(key);
    if (known === undefined) return fail('not_found', 'Nothing is reserved under this key.');
    if (known.status === 'released') return fail('conflict', 'This reservation was given back.');
    if (known.status === 'reserved') {
      // A block or an expiry that came later does not undo a sale; only money that somebody else has taken does.
      const { balancePaise, reservedPaise } = this.#standingOf(account, nowMs);
      const others = known.until_ms > nowMs ? reservedPaise - known.amount_paise : reservedPaise;
      const isLapsed = known.until_ms <= nowMs;
      if (isLapsed && balancePaise + account.limit_paise - others < known.amount_paise) {
        return shortOf(account, Math.max(0, balancePaise + account.limit_paise - others));
      }
      this.#sql.transact(() => {
        this.#sql.run(`update reservations set status = 'captured' where key = ?`, key);
        this.#enter('capture', key, -known.amount_paise, reference, nowMs);
      });
    }
    return this.standing(nowMs);
  }

  release(key: string, nowMs: number): Result<ValueStanding> {
    if (this.#account() === undefined) return { ok: false, failure: unknown };
    if (this.#reservation(key)?.status === 'captured') return fail('conflict', 'This reservation was captured.');
    // Also where there is none yet: a reservation that arrives after its release must not stay for ever.
    this.#sql.run(
      `insert into reservations values (?, 0, 'released', 0) on conflict (key) do update set status = 'released'`,
      key,
    );
    return this.standing(nowMs);
  }

  standing(nowMs: number): Result<ValueStanding> {
    const account = this.#account();
    return account === undefined ? { ok: false, failure: unknown } : succeed(this.#standingOf(account, nowMs));
  }

  /** What Postgres was not told yet, oldest first. */
  unsent(): ValueEntry[] {
    const account = this.#account();
    if (account === undefined) return [];
    return this.#sql
      .rows<EntryRow>(
        'select * from entries where sequence > ? order by sequence limit ?',
        account.sent_sequence,
        maxEntriesPerReport,
      )
      .map((row) => ({
        accountId: account.account_id,
        sequence: row.sequence,
        kind: row.kind,
        key: row.key,
        amountPaise: row.amount_paise,
        balancePaise: row.balance_paise,
        reference: row.reference,
        atMs: row.at_ms,
      }));
  }

  sent(sequence: number): void {
    this.#sql.run('update account set sent_sequence = max(sent_sequence, ?)', sequence);
  }

  #account(): AccountRow | undefined {
    return this.#isOpened ? this.#sql.rows<AccountRow>('select * from account')[0] : undefined;
  }

  #reservation(key: string): Reservation | undefined {
    return this.#sql.rows<Reservation>('select amount_paise, status, until_ms from reservations where key = ?', key)[0];
  }

  #standingOf(account: AccountRow, nowMs: number): ValueStanding {
    const [sum] = this.#sql.rows<{ reserved: number | null }>(
      `select sum(amount_paise) as reserved from reservations where status = 'reserved' and until_ms > ?`,
      nowMs,
    );
    const balancePaise = account.balance_paise;
    const reservedPaise = sum?.reserved ?? 0;
    const freePaise = isUsable(account, nowMs) ? balancePaise + account.limit_paise - reservedPaise : 0;
    return { balancePaise, reservedPaise, availablePaise: Math.max(0, freePaise) };
  }

  /** Within a transaction: the entry and the balance after it. */
  #enter(kind: ValueEntry['kind'], key: string, amountPaise: number, reference: string, nowMs: number): void {
    this.#sql.run('update account set balance_paise = balance_paise + ?', amountPaise);
    this.#sql.run(
      `insert into entries (sequence, kind, key, amount_paise, balance_paise, reference, at_ms)
       select coalesce((select max(sequence) from entries), 0) + 1, ?, ?, ?, balance_paise, ?, ? from account`,
      kind,
      key,
      amountPaise,
      reference,
      nowMs,
    );
  }
}

const isAmount = (paise: number): boolean => Number.isSafeInteger(paise) && paise > 0;

const isUsable = ({ blocked_for, expires_at_ms }: AccountRow, nowMs: number): boolean =>
  blocked_for === null && (expires_at_ms === null || nowMs < expires_at_ms);

function shortOf({ blocked_for, kind }: AccountRow, availablePaise: number): Result<never> {
  const detail =
    blocked_for === null ? 'There is not enough on the account.' : `The account is blocked: ${blocked_for}.`;
  const reason = blocked_for === null ? 'not_enough' : 'blocked';
  return fail('conflict', detail, { extensions: { availablePaise, reason, kind } });
}
