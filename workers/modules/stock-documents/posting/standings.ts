import { sql } from 'drizzle-orm';
import { batches } from '#db/schema/inventory';
import type { Permitted } from '#platform/context';
import type { BatchStanding } from '#platform/objects';

/** What one call of an object answers with ease. */
const BATCHES_AT_ONCE = 1_000;

type Reader = Pick<Permitted, 'db' | 'objects'>;

/** These batches as a store's object knows them now; those that were never there are left out. */
export async function standingsOf(
  { objects }: Pick<Reader, 'objects'>,
  storeId: string,
  batchIds: readonly string[],
): Promise<BatchStanding[]> {
  const found: BatchStanding[] = [];
  for (let at = 0; at < batchIds.length; at += BATCHES_AT_ONCE) {
    found.push(...(await objects.stockRoom(storeId).batches(batchIds.slice(at, at + BATCHES_AT_ONCE))));
  }
  return found;
}

/** Every batch of some variants that was ever in a store, as its object knows it now. */
export async function standingsOfVariants(
  ctx: Reader,
  storeId: string,
  variantIds: readonly string[],
): Promise<BatchStanding[]> {
  const rows = await ctx.db.query<{ id: string }>(
    sql`select id from ${batches} where variant_id = any(${sql.param([...variantIds])}::uuid[]) order by id`,
  );
  return standingsOf(
    ctx,
    storeId,
    rows.map(({ id }) => id),
  );
}

/** A batch as the records have it. */
export interface BatchRecord {
  batchId: string;
  variantId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
  costPaise: number;
}

/** By their ids; those that do not exist are left out. */
export async function batchRecords(
  { db }: Pick<Reader, 'db'>,
  batchIds: readonly string[],
): Promise<Map<string, BatchRecord>> {
  const rows =
    await db.query<BatchRecord>(sql`select id as "batchId", variant_id as "variantId", number as "batchNumber",
      expires_on as "expiresOn", mrp_paise as "mrpPaise", cost_paise as "costPaise"
    from ${batches} where id = any(${sql.param([...batchIds])}::uuid[])`);
  return new Map(rows.map((row) => [row.batchId, row]));
}
