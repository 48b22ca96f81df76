import type { Revocation, RevokedEntry } from '#platform/revocations-door';
import { migrate, type Sql } from '../sql.ts';

/** Every access token has run out by then: ten minutes in force, and a minute for clocks that differ. */
const TOKENS_KEPT_MS = 11 * 60_000;
/** A key has no end of its own, but whoever remembers one asks the records again within seconds. */
const KEYS_KEPT_MS = 24 * 3_600_000;
/** An answer stays far below what fits into one call. */
const PAGE = 5_000;

const steps = [
  `create table revoked (
    subject text primary key,
    before_ms integer not null,
    until_ms integer not null,
    version integer not null
  ) without rowid`,
  'create unique index revoked_version on revoked (version)',
  'create table versions (latest integer not null)',
  'insert into versions (latest) values (0)',
];

/** What every isolate must stop trusting, in the order in which it was said. */
export class RevocationBook {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, steps);
  }

  revoke(revocations: readonly Revocation[], nowMs: number): void {
    this.#sql.transact(() => {
      let version = this.#latest();
      for (const revocation of revocations) {
        version += 1;
        this.#note(entryOf(revocation, nowMs), version);
      }
      this.#sql.run('update versions set latest = ?', version);
    });
  }

  /** A page of what came after a version, the oldest first. A version that was never given starts from the beginning. */
  since(
    version: number,
    nowMs: number,
  ): { version: number; isWhole: boolean; hasMore: boolean; entries: RevokedEntry[] } {
    const latest = this.#latest();
    const isWhole = !Number.isSafeInteger(version) || version <= 0 || version > latest;
    const rows = this.#sql.rows<{ subject: string; beforeMs: number; untilMs: number; version: number }>(
      `select subject, before_ms as beforeMs, until_ms as untilMs, version from revoked
        where version > ? and until_ms > ? order by version limit ?`,
      isWhole ? 0 : version,
      nowMs,
      PAGE + 1,
    );
    const hasMore = rows.length > PAGE;
    const page = rows.slice(0, PAGE);
    return {
      version: hasMore ? (page.at(-1)?.version ?? latest) : latest,
      isWhole,
      hasMore,
      entries: page.map(({ subject, beforeMs, untilMs }) => ({ subject, beforeMs, untilMs })),
    };
  }

  /** Drops what concerns no token any more; answers when there is more to drop, if there is. */
  forget(nowMs: number): number | undefined {
    this.#sql.run('delete from revoked where until_ms <= ?', nowMs);
    const [next] = this.#sql.rows<{ atMs: number | null }>('select min(until_ms) as atMs from revoked');
    return next?.atMs ?? undefined;
  }

  #latest(): number {
    return this.#sql.rows<{ latest: number }>('select latest from versions')[0]?.latest ?? 0;
  }

  #note({ subject, beforeMs, untilMs }: RevokedEntry, version: number): void {
    this.#sql.run(
      `insert into revoked (subject, before_ms, until_ms, version) values (?, ?, ?, ?)
        on conflict (subject) do update set before_ms = max(before_ms, excluded.before_ms),
          until_ms = max(until_ms, excluded.until_ms), version = excluded.version`,
      subject,
      beforeMs,
      untilMs,
      version,
    );
  }
}

/** A session and a key end for good, whenever their tokens were made; a person's tokens of later are good again. */
function entryOf(revocation: Revocation, nowMs: number): RevokedEntry {
  const tokensUntilMs = nowMs + TOKENS_KEPT_MS;
  if (revocation.kind === 'person') {
    return { subject: `person:${revocation.personId.toLowerCase()}`, beforeMs: nowMs, untilMs: tokensUntilMs };
  }
  if (revocation.kind === 'session') {
    return {
      subject: `session:${revocation.sessionId.toLowerCase()}`,
      beforeMs: Number.MAX_SAFE_INTEGER,
      untilMs: tokensUntilMs,
    };
  }
  return {
    subject: `key:${revocation.keyId.toLowerCase()}`,
    beforeMs: Number.MAX_SAFE_INTEGER,
    untilMs: nowMs + KEYS_KEPT_MS,
  };
}
