import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { coupons } from '#db/schema/pricing';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { Code, type CouponRow, CouponView, couponView, selectCoupons } from './coupon-schema.ts';

const DisableCouponInput = z.strictObject({ code: Code });

export const DisabledCouponView = CouponView.extend({
  uses: z.object({ reserved: z.int(), captured: z.int() }),
}).meta({ id: 'DisabledCoupon' });

/**
 * Takes a coupon out of use and tells how often it was used; orders that have it keep it, carts that are quoted already for ten
 * minutes. Throws `not_found`; one that is disabled already stays as it is.
 */
export async function disableCoupon(
  ctx: Context,
  input: z.input<typeof DisableCouponInput>,
): Promise<z.infer<typeof DisabledCouponView>> {
  requirePermission(ctx, 'pricing.write');
  const { code } = parseInput(DisableCouponInput, input);
  const [row] = await ctx.db.query<CouponRow>(selectCoupons(sql`code = ${code}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such coupon.');
  const uses = await ctx.objects.couponBook(code).uses();
  if (row.disabled_at !== null) return { ...couponView(row), uses };
  const disabledAt = ctx.clock.now().toISOString();
  const audit = auditFact(ctx, {
    action: 'pricing.disable_coupon',
    subject: row.promotion_id,
    before: { code, disabledAt: null },
    after: { code, disabledAt },
  });
  const change = sql`update ${coupons} set disabled_at = ${disabledAt}::timestamptz where code = ${code} and disabled_at is null`;
  try {
    await ctx.db.batch([exactlyOne(change), ...writeFacts([audit])]);
  } catch (error) {
    // Somebody else was faster: it is disabled, which is what was asked for.
    if (!wasRefused(error)) throw error;
  }
  return { ...couponView({ ...row, disabled_at: disabledAt }), uses };
}
