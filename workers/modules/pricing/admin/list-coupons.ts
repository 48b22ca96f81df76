import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type CouponRow, CouponView, couponView, selectCoupons } from './coupon-schema.ts';

export const ListCouponsSchema = z.strictObject({
  promotionId: z.uuid(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const CouponListView = z
  .object({ data: z.array(CouponView), nextCursor: z.string().nullable() })
  .meta({ id: 'CouponList' });

const PlaceSchema = z.tuple([z.string().max(40)]);

/** The coupons of a promotion, by their codes. */
export async function listCoupons(
  ctx: Context,
  input: z.input<typeof ListCouponsSchema>,
): Promise<z.infer<typeof CouponListView>> {
  requirePermission(ctx, 'pricing.read');
  const { promotionId, limit, cursor } = parseInput(ListCouponsSchema, input);
  const after = cursor === undefined ? '' : decodeCursor(cursor, PlaceSchema)[0];
  const condition = sql`promotion_id = ${promotionId}::uuid and code > ${after}`;
  const rows = await ctx.db.query<CouponRow>(sql`${selectCoupons(condition)} order by code limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(couponView), nextCursor: last === undefined ? null : encodeCursor([last.code]) };
}
