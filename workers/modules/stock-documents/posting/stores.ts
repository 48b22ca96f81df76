import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import { personOf } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { StoreFacts } from '#platform/objects';

/**
 * The same request with the records of these stores: for a document of two stores, whose other half somebody of one of them
 * writes. Only after the permission was asked for one of them.
 */
export const withStores = (ctx: Permitted, storeIds: readonly string[]): Permitted => ({
  ...ctx,
  db: ctx.db.within({ storeIds, personId: personOf(ctx.actor) }),
});

/** What a store's object must know of its store. Throws `not_found`. */
export async function storeFacts({ db }: Pick<Permitted, 'db'>, storeId: string): Promise<StoreFacts> {
  const [found] = await db.query<StoreFacts>(
    sql`select id as "storeId", time_zone as "timeZone" from ${stores} where id = ${storeId}`,
  );
  if (found === undefined) throw new AppError('not_found', 'There is no such store.');
  return found;
}
