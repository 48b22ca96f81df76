import { type SQL, sql } from 'drizzle-orm';

/** A change that must hit so many rows, without `returning`; otherwise the whole transaction is taken back (`wasRefused`). */
export const exactlySoMany = (rows: number, change: SQL): SQL =>
  sql`with changed as (${change} returning 1)
    select 1 / (case when count(*) = ${rows}::int then 1 else 0 end) as changed from changed`;
