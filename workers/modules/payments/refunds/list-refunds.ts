import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { RefundPartView, type RefundRow, refundPartView, refundStatuses, selectRefunds } from './refund-rows.ts';

export const ListRefundsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  orderId: z.uuid().optional(),
  status: z.enum(refundStatuses).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const RefundList = z
  .object({ data: z.array(RefundPartView), nextCursor: z.string().nullable() })
  .meta({ id: 'RefundList' });

const PlaceSchema = z.tuple([z.string(), z.uuid()]);

/** Refunds of the stores that one may see, newest first: one entry for each payment that gets something back. */
export async function listRefunds(
  ctx: Context,
  input: z.input<typeof ListRefundsSchema>,
): Promise<z.infer<typeof RefundList>> {
  const { storeId, orderId, status, limit, cursor } = parseInput(ListRefundsSchema, input);
  requirePermission(ctx, 'payments.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'payments.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (orderId !== undefined) conditions.push(sql`order_id = ${orderId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) {
    const [requestedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(requested_at, id) < (${requestedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<RefundRow>(
    sql`${selectRefunds(sql.join(conditions, sql` and `))} order by requested_at desc, id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(refundPartView),
    nextCursor: last === undefined ? null : encodeCursor([last.requested_at, last.id]),
  };
}
