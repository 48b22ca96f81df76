import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type PromotionRow, PromotionView, promotionView, selectPromotions } from './promotion-schema.ts';

export const ListPromotionsSchema = z.strictObject({
  openOnly: z.enum(['true', 'false']).default('false').meta({ description: 'Leaves out what has ended' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const PromotionListView = z
  .object({ data: z.array(PromotionView), nextCursor: z.string().nullable() })
  .meta({ id: 'PromotionList' });

const PlaceSchema = z.tuple([z.uuid()]);

/** Promotions, the newest first. */
export async function listPromotions(
  ctx: Context,
  input: z.input<typeof ListPromotionsSchema>,
): Promise<z.infer<typeof PromotionListView>> {
  requirePermission(ctx, 'pricing.read');
  const { openOnly, limit, cursor } = parseInput(ListPromotionsSchema, input);
  const conditions = [sql`true`];
  const now = ctx.clock.now().toISOString();
  if (openOnly === 'true') conditions.push(sql`(valid_until is null or valid_until > ${now}::timestamptz)`);
  if (cursor !== undefined) conditions.push(sql`id < ${decodeCursor(cursor, PlaceSchema)[0]}::uuid`);
  const rows = await ctx.db.query<PromotionRow>(
    sql`${selectPromotions(sql.join(conditions, sql` and `))} order by id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(promotionView), nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}
