import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { batches } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { decodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { instant } from '../posting/instants.ts';
import { nextPage, placeBefore } from '../posting/pages.ts';
import {
  type CountEntryListView,
  type CountEntryView,
  type CountListView,
  CountPageSchema,
  CountSchema,
  type CountView,
  ListCountsSchema,
} from './count-schemas.ts';
import { type CountRecord, countView, latestOf, readCount, selectCounts } from './read-count.ts';

/** Counts of the caller's stores, the newest first. */
export async function listCounts(
  ctx: Context,
  input: z.input<typeof ListCountsSchema>,
): Promise<z.infer<typeof CountListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, status, limit, cursor } = parseInput(ListCountsSchema, input);
  const conditions = [withinReach(ctx, 'inventory.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`opened_at`, sql`c.id`, cursor));
  const rows = await ctx.db.query<CountRecord>(
    sql`${selectCounts(sql.join(conditions, sql` and `))} order by opened_at desc, c.id desc limit ${limit + 1}`,
  );
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.openedAt, row.id]);
  return { data: shown.map(countView), nextCursor };
}

export async function getCount(ctx: Context, input: z.input<typeof CountSchema>): Promise<CountView> {
  requirePermission(ctx, 'inventory.read');
  const { countId } = parseInput(CountSchema, input);
  const count = await readCount(ctx, countId);
  requirePermission(ctx, 'inventory.read', { storeId: count.storeId });
  return countView(count);
}

type EntryRow = Omit<z.infer<typeof CountEntryView>, 'difference' | 'expected'> & { expected: number };

/** What was counted; while the count is open without what there should have been. */
export async function listCountEntries(
  ctx: Context,
  input: z.input<typeof CountPageSchema>,
): Promise<z.infer<typeof CountEntryListView>> {
  requirePermission(ctx, 'inventory.read');
  const { countId, limit, cursor } = parseInput(CountPageSchema, input);
  const count = await readCount(ctx, countId);
  requirePermission(ctx, 'inventory.read', { storeId: count.storeId });
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.uuid()]))[0];
  const rows = await ctx.db.query<EntryRow>(sql`select latest.batch_id as "batchId", latest.variant_id as "variantId",
      b.number as "batchNumber", round, counted, expected, is_to_recount as "isToRecount", counted_by as "countedBy",
      counted_at as "countedAt"
    from ${latestOf(sql`${countId}::uuid`)} as latest join ${batches} b on b.id = latest.batch_id
    where ${after}::uuid is null or latest.batch_id > ${after}::uuid order by latest.batch_id limit ${limit + 1}`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.batchId]);
  const isBlind = count.status === 'open';
  return {
    data: shown.map((row) => ({
      ...row,
      expected: isBlind ? null : row.expected,
      difference: isBlind ? null : row.counted - row.expected,
      countedAt: instant(row.countedAt),
    })),
    nextCursor,
  };
}
