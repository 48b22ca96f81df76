import type { Sql } from '../sql.ts';

/** A document on its way through several shards. */
export interface AcrossRecord {
  key: string;
  status: 'preparing' | 'decided';
  attempt: number;
  shards: number[];
}

type AcrossRow = { key: string; status: AcrossRecord['status']; attempt: number; shards: string };

/** The documents whose shards have not all been told yet what became of them. */
export class AcrossRecords {
  readonly #sql: Sql;

  readonly #open: Set<string>;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#open = new Set(this.all().map(({ key }) => key));
  }

  get isEmpty(): boolean {
    return this.#open.size === 0;
  }

  /** The attempt is written before anybody hears of it; attempts count up over all documents. */
  begin(key: string, shards: number[]): AcrossRecord {
    const rows = this.#sql.rows<{ attempt: number }>(
      'update attempts set latest = latest + 1 returning latest as attempt',
    );
    const attempt = rows[0]?.attempt ?? 0;
    this.#sql.run(
      `insert into across (key, status, attempt, shards) values (?, 'preparing', ?, ?)
       on conflict (key) do update set status = 'preparing', attempt = excluded.attempt, shards = excluded.shards`,
      key,
      attempt,
      JSON.stringify(shards),
    );
    this.#open.add(key);
    return { key, status: 'preparing', attempt, shards };
  }

  decide(key: string): void {
    this.#sql.run(`update across set status = 'decided' where key = ?`, key);
  }

  end(key: string, attempt: number): void {
    this.#sql.run('delete from across where key = ? and attempt = ?', key, attempt);
    if (this.find(key) === undefined) this.#open.delete(key);
  }

  find(key: string): AcrossRecord | undefined {
    const row = this.#sql.rows<AcrossRow>('select * from across where key = ?', key)[0];
    return row && read(row);
  }

  all(): AcrossRecord[] {
    return this.#sql.rows<AcrossRow>('select * from across').map(read);
  }
}

const read = ({ shards, ...row }: AcrossRow): AcrossRecord => ({ ...row, shards: JSON.parse(shards) as number[] });
