import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { recalls } from '#db/schema/stock-batches';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { readRecall, recallColumns, recallSummary, recallView } from './read-recall.ts';
import {
  ListRecallsSchema,
  type RecallListView,
  RecallSchema,
  type RecallSummary,
  type RecallView,
} from './recall-schemas.ts';

/** Recalls of the company, the newest first: every store must know of them. */
export async function listRecalls(
  ctx: Context,
  input: z.input<typeof ListRecallsSchema>,
): Promise<z.infer<typeof RecallListView>> {
  requirePermission(ctx, 'inventory.read');
  const { status, limit, cursor } = parseInput(ListRecallsSchema, input);
  const conditions = [sql`true`];
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`opened_at`, sql`r.id`, cursor));
  const rows = await ctx.db.query<RecallSummary>(sql`select ${recallColumns} from ${recalls} r
    where ${sql.join(conditions, sql` and `)} order by opened_at desc, r.id desc limit ${limit + 1}`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.openedAt, row.id]);
  return { data: shown.map(recallSummary), nextCursor };
}

/** One recall, with what every store of the caller's reach has of it. */
export async function getRecall(ctx: Context, input: z.input<typeof RecallSchema>): Promise<RecallView> {
  requirePermission(ctx, 'inventory.read');
  const { recallId } = parseInput(RecallSchema, input);
  return recallView(await readRecall(ctx, recallId));
}
