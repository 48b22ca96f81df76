import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { readRepack, repackView, selectRepacks } from './post-repack.ts';
import { ListRepacksSchema, type RepackListView, type RepackView } from './repack-schemas.ts';

/** What was decanted, assembled, taken apart or opened in the caller's stores, the newest first. */
export async function listRepacks(
  ctx: Context,
  input: z.input<typeof ListRepacksSchema>,
): Promise<z.infer<typeof RepackListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, kind, limit, cursor } = parseInput(ListRepacksSchema, input);
  const conditions = [withinReach(ctx, 'inventory.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`done_at`, sql`id`, cursor));
  const rows = await ctx.db.query<RepackView>(
    sql`${selectRepacks(sql.join(conditions, sql` and `))} order by done_at desc, id desc limit ${limit + 1}`,
  );
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.doneAt, row.id]);
  return { data: shown.map(repackView), nextCursor };
}

const GetRepackSchema = z.strictObject({ repackId: z.uuid() });

export async function getRepack(ctx: Context, input: z.input<typeof GetRepackSchema>): Promise<RepackView> {
  requirePermission(ctx, 'inventory.read');
  const { repackId } = parseInput(GetRepackSchema, input);
  const repack = await readRepack(ctx, repackId);
  requirePermission(ctx, 'inventory.read', { storeId: repack.storeId });
  return repack;
}
