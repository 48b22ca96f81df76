import { type Result, succeed } from '#platform/errors';
import type { Fact } from '#platform/facts';
import type { IssueRequest } from '#platform/objects';
import { migrate, type Sql } from '../sql.ts';
import { formatNumber, numberFacts } from './document-number.ts';
import { numberSeriesSchema } from './schema.ts';

export interface NumberedDocument {
  key: string;
  number: string;
  isWritten: boolean;
  /** How often it was refused by itself, and what was said. */
  failures: number;
  notBeforeMs: number;
}

export interface UnwrittenDocument {
  key: string;
  number: string;
  failures: number;
  facts: Fact[];
}

export interface StuckDocument {
  key: string;
  number: string;
  failures: number;
  reason: string;
}

type DocumentRow = { key: string; number: string; facts: string; failures: number; not_before_ms: number };

/** A series and its documents. A number is given in the same write that keeps the document's facts, so none is ever lost. */
export class DocumentBook {
  readonly #sql: Sql;
  #last: number;

  constructor(sql: Sql) {
    migrate(sql, numberSeriesSchema);
    this.#sql = sql;
    this.#last = sql.rows<{ last: number | null }>('select max(sequence) as last from documents')[0]?.last ?? 0;
  }

  /** The document of a key with its number: the one it has or the next. */
  issue({ key, prefix, facts }: IssueRequest): Result<NumberedDocument> {
    const known = this.find(key);
    if (known !== undefined) return succeed(known);
    const number = formatNumber(prefix, this.#last + 1);
    if (!number.ok) return number;
    this.#sql.run(
      'insert into documents (sequence, key, number, facts) values (?, ?, ?, ?)',
      this.#last + 1,
      key,
      number.value,
      JSON.stringify(numberFacts(facts, number.value)),
    );
    this.#last += 1;
    return succeed({ key, number: number.value, isWritten: false, failures: 0, notBeforeMs: 0 });
  }

  find(key: string): NumberedDocument | undefined {
    const row = this.#sql.rows<Omit<DocumentRow, 'facts'> & { written: number }>(
      'select key, number, facts is null as written, failures, not_before_ms from documents where key = ?',
      key,
    )[0];
    return (
      row && {
        key: row.key,
        number: row.number,
        isWritten: row.written === 1,
        failures: row.failures,
        notBeforeMs: row.not_before_ms,
      }
    );
  }

  /** What waits to be written now, in the order of the numbers; documents that were refused come last. */
  unwritten(limit: number, nowMs: number): UnwrittenDocument[] {
    const rows = this.#sql.rows<DocumentRow>(
      `select * from documents where facts is not null and not_before_ms <= ? order by not_before_ms, sequence limit ?`,
      nowMs,
      limit,
    );
    return rows.map(({ key, number, failures, facts }) => ({
      key,
      number,
      failures,
      facts: JSON.parse(facts) as Fact[],
    }));
  }

  written(documents: readonly UnwrittenDocument[]): void {
    this.#sql.run(
      'update documents set facts = null, reason = null where key in (select value from json_each(?))',
      JSON.stringify(documents.map(({ key }) => key)),
    );
  }

  /** Lays a document aside that the database refuses. */
  postpone({ key }: UnwrittenDocument, notBeforeMs: number, reason: string): void {
    this.#sql.run(
      'update documents set failures = failures + 1, not_before_ms = ?, reason = ? where key = ?',
      notBeforeMs,
      reason,
      key,
    );
  }

  /** When the next document may be written, or undefined when all are. */
  nextDueMs(): number | undefined {
    const next = 'select min(not_before_ms) as due from documents where facts is not null';
    return this.#sql.rows<{ due: number | null }>(next)[0]?.due ?? undefined;
  }

  stuck(): StuckDocument[] {
    return this.#sql.rows<{ key: string; number: string; failures: number; reason: string }>(
      'select key, number, failures, reason from documents where facts is not null and failures > 0 order by sequence',
    );
  }
}
