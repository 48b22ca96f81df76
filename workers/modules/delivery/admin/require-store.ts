import { sql } from 'drizzle-orm';
import { stores } from '#db/schema/inventory';
import type { Permitted } from '#platform/context';
import { invalidInput } from '#platform/parse-input';

/** Throws `invalid_input` for a store that does not exist. */
export async function requireStore(ctx: Permitted, storeId: string): Promise<void> {
  const [row] = await ctx.db.query(sql`select 1 from ${stores} where id = ${storeId}::uuid`);
  if (row === undefined) throw invalidInput([{ path: 'storeId', message: 'There is no such store' }]);
}
