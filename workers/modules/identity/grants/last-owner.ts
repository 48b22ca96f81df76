import { type SQL, sql } from 'drizzle-orm';
import { demand } from '#platform/exactly-one';

/** Whether the company has an owner: until then the operator's key may invite the first one. */
export const hasOwner: SQL = sql`company_has_owner()`;

/**
 * The last statements of a transaction that takes an owner away: it must leave one. The lock makes two such transactions wait
 * for each other; each would otherwise still see the owner whom the other one takes.
 */
export const keepAnOwner = (): [SQL, SQL] => [
  sql`select pg_advisory_xact_lock(hashtext('tincture.owners'))`,
  demand(hasOwner),
];
