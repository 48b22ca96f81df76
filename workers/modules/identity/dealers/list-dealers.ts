import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers } from '#db/schema/people';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type DealerRecord, DealerView, dealerStatuses, dealerView } from './dealer-view.ts';

export const ListDealersSchema = z.strictObject({
  status: z.enum(dealerStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const DealerListView = z
  .object({ data: z.array(DealerView), nextCursor: z.string().nullable() })
  .meta({ id: 'DealerList' });

const PlaceSchema = z.tuple([z.uuid()]);

/** Dealers, the newest first: ids sort by when they were made. */
export async function listDealers(
  ctx: Context,
  input: z.input<typeof ListDealersSchema>,
): Promise<z.infer<typeof DealerListView>> {
  requirePermission(ctx, 'dealers.read');
  const { status, limit, cursor } = parseInput(ListDealersSchema, input);
  const conditions = [status === undefined ? sql`true` : sql`status = ${status}`];
  if (cursor !== undefined) conditions.push(sql`id < ${decodeCursor(cursor, PlaceSchema)[0]}::uuid`);
  const rows = await ctx.db.query<DealerRecord>(sql`select id, name, gstin, status, created_at from ${dealers}
    where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit + 1}`);
  const data = rows.slice(0, limit).map(dealerView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}
