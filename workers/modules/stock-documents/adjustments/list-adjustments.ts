import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { nextPage, placeBefore } from '../posting/pages.ts';
import {
  type AdjustmentListView,
  AdjustmentSchema,
  type AdjustmentView,
  ListAdjustmentsSchema,
} from './adjustment-schemas.ts';
import { type AdjustmentRecord, adjustmentView, readAdjustment, selectAdjustments } from './read-adjustment.ts';

/** Adjustments of the caller's stores, the newest first. */
export async function listAdjustments(
  ctx: Context,
  input: z.input<typeof ListAdjustmentsSchema>,
): Promise<z.infer<typeof AdjustmentListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, status, limit, cursor } = parseInput(ListAdjustmentsSchema, input);
  const conditions = [withinReach(ctx, 'inventory.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`requested_at`, sql`id`, cursor));
  const rows = await ctx.db.query<AdjustmentRecord>(
    sql`${selectAdjustments(sql.join(conditions, sql` and `))} order by requested_at desc, id desc limit ${limit + 1}`,
  );
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.requestedAt, row.id]);
  return { data: shown.map(adjustmentView), nextCursor };
}

export async function getAdjustment(ctx: Context, input: z.input<typeof AdjustmentSchema>): Promise<AdjustmentView> {
  requirePermission(ctx, 'inventory.read');
  const { adjustmentId } = parseInput(AdjustmentSchema, input);
  const adjustment = await readAdjustment(ctx, adjustmentId);
  requirePermission(ctx, 'inventory.read', { storeId: adjustment.storeId });
  return adjustmentView(adjustment);
}
