import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { findPromotion, savePromotion } from './change-promotion.ts';
import type { PromotionView } from './promotion-schema.ts';

const EndPromotionInput = z.strictObject({ promotionId: z.uuid() });

/** Ends a promotion now, its coupons with it; one that has ended stays as it is. Quoted carts keep it for ten minutes. */
export async function endPromotion(ctx: Context, input: z.input<typeof EndPromotionInput>): Promise<PromotionView> {
  requirePermission(ctx, 'pricing.write');
  const { promotionId } = parseInput(EndPromotionInput, input);
  const before = await findPromotion(ctx, promotionId);
  const now = ctx.clock.now();
  if (before.validUntil !== null && Date.parse(before.validUntil) <= now.getTime()) return before;
  return savePromotion(ctx, before, { ...before, validUntil: now.toISOString() }, 'pricing.end_promotion');
}
