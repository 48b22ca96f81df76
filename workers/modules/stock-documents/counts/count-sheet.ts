import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { variants } from '#db/schema/catalog';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import type { BatchStanding } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { standingsOfVariants } from '../posting/standings.ts';
import { CountPageSchema, type CountSheetView } from './count-schemas.ts';
import { type CountRecord, readCount } from './read-count.ts';

const PlaceSchema = z.tuple([z.uuid()]);

/** What there is to count, page by page, without telling how much of it there should be. */
export async function countSheet(
  ctx: Context,
  input: z.input<typeof CountPageSchema>,
): Promise<z.infer<typeof CountSheetView>> {
  requirePermission(ctx, 'inventory.count');
  const { countId, limit, cursor } = parseInput(CountPageSchema, input);
  const count = await readCount(ctx, countId);
  requirePermission(ctx, 'inventory.count', { storeId: count.storeId });
  const after = cursor === undefined ? null : (decodeCursor(cursor, PlaceSchema)[0] ?? null);
  const { page, isLast } = await pageOf(ctx, count, after, limit);
  const onShelf = page.filter(({ quantities }) => quantities.sellable > 0);
  const skus = await skusOf(
    ctx,
    onShelf.map(({ variantId }) => variantId),
  );
  const last = page.at(-1);
  return {
    data: onShelf.map(({ batchId, variantId, batchNumber, expiresOn }) => ({
      batchId,
      variantId,
      batchNumber,
      expiresOn,
      sku: skus.get(variantId) ?? '',
    })),
    nextCursor: isLast || last === undefined ? null : encodeCursor([last.batchId]),
  };
}

async function pageOf(
  ctx: Permitted,
  { storeId, variantIds }: CountRecord,
  afterBatchId: string | null,
  limit: number,
): Promise<{ page: BatchStanding[]; isLast: boolean }> {
  if (variantIds === null) {
    const page = await ctx.objects.stockRoom(storeId).standing({ afterBatchId, limit });
    return { page, isLast: page.length < limit };
  }
  const all = await standingsOfVariants(ctx, storeId, variantIds);
  const rest = all
    .filter(({ batchId }) => afterBatchId === null || batchId > afterBatchId)
    .toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1));
  return { page: rest.slice(0, limit), isLast: rest.length <= limit };
}

async function skusOf({ db }: Permitted, variantIds: readonly string[]): Promise<Map<string, string>> {
  if (variantIds.length === 0) return new Map();
  const rows = await db.query<{ id: string; sku: string }>(
    sql`select id, sku from ${variants} where id = any(${sql.param([...variantIds])}::uuid[])`,
  );
  return new Map(rows.map(({ id, sku }) => [id, sku]));
}
