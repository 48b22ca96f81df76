import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';

/** An instant as Postgres writes it: to the microsecond, so that no row falls between two pages. */
const PlaceSchema = z.tuple([z.string().regex(/^[\d :.+TZ-]{10,40}$/), z.uuid()]);

/** For lists that begin with the newest: rows after the last one shown. */
export function placeBefore(at: SQL, id: SQL, cursor: string): SQL {
  const [instant, lastId] = decodeCursor(cursor, PlaceSchema);
  return sql`(${at}, ${id}) < (${instant}::timestamptz, ${lastId}::uuid)`;
}

/** Of one row more than was asked for: what is shown, and where the next page begins. */
export function nextPage<T>(
  rows: readonly T[],
  limit: number,
  placeOf: (row: T) => readonly (string | number)[],
): { shown: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, nextCursor: last === undefined ? null : encodeCursor(placeOf(last)) };
}
