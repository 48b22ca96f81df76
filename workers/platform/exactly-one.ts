import { type SQL, sql } from 'drizzle-orm';
import { sqlStateOf } from './database-errors.ts';

const DIVISION_BY_ZERO = '22012';

/**
 * A change that must hit a row, such as `update ... where status = 'active'`, without `returning`: where it hits none it
 * divides by zero, which takes the whole transaction back. A statement has no other way to refuse.
 */
export const exactlyOne = (change: SQL): SQL =>
  sql`with changed as (${change} returning 1) select 1 / count(*) as changed from changed`;

/** A condition (a boolean expression) without which the transaction must not happen. */
export const demand = (condition: SQL): SQL => sql`select 1 / (case when ${condition} then 1 else 0 end) as held`;

/** Whether a batch was taken back by `exactlyOne` or `demand`. */
export const wasRefused = (error: unknown): boolean => sqlStateOf(error) === DIVISION_BY_ZERO;
