import type { Allocation } from '#platform/objects';
import type { Sql } from '../sql.ts';

export interface HeldGoods {
  expiresAtMs: number;
  allocations: readonly Allocation[];
}

export interface HoldRecord extends HeldGoods {
  status: 'held' | 'committed' | 'released' | 'expired';
}

type HoldRow = { hold_id: string; status: HoldRecord['status']; expires_at_ms: number; allocations: string };

/** The rows of holds. A hold's revision is that of its latest change, so that a restart knows what was not reported yet. */
export class HoldRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  alive(): [holdId: string, goods: HeldGoods][] {
    const rows = this.#sql.rows<HoldRow>(`select * from holds where status = 'held'`);
    return rows.map((row) => [row.hold_id, read(row)]);
  }

  find(holdId: string): HoldRecord | undefined {
    const row = this.#sql.rows<HoldRow>('select * from holds where hold_id = ?', holdId)[0];
    return row && read(row);
  }

  /** Writes a hold in one statement: one that lapsed is taken anew, one that was committed stays, and the answer is false. */
  take(holdId: string, { expiresAtMs, allocations }: HeldGoods, revision: number): boolean {
    const written = this.#sql.rows(
      `insert into holds (hold_id, status, expires_at_ms, revision, allocations) values (?, 'held', ?, ?, ?)
       on conflict (hold_id) do update set status = 'held', expires_at_ms = excluded.expires_at_ms,
         revision = excluded.revision, allocations = excluded.allocations
       where holds.status <> 'committed' returning 1`,
      holdId,
      expiresAtMs,
      revision,
      JSON.stringify(allocations),
    );
    return written.length === 1;
  }

  finish(holdId: string, status: 'committed' | 'released' | 'expired', revision: number): void {
    this.#sql.run('update holds set status = ?, revision = ? where hold_id = ?', status, revision, holdId);
  }

  /** Forgets finished holds that expired before an instant and have been reported. */
  forget(beforeMs: number): void {
    this.#sql.run(
      `delete from holds where status <> 'held' and expires_at_ms < ?
         and revision <= (select reported_revision from progress)`,
      beforeMs,
    );
  }
}

const read = ({ status, expires_at_ms, allocations }: HoldRow): HoldRecord => ({
  status,
  expiresAtMs: expires_at_ms,
  allocations: JSON.parse(allocations) as Allocation[],
});
