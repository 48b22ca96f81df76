import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { type CartView, CouponInput } from './schemas.ts';

/** Takes a coupon out of a cart. */
export async function removeCoupon(ctx: Context, input: z.input<typeof CouponInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { code, ...access } = parseInput(CouponInput, input);
  return changeCart(ctx, access, { kind: 'remove_coupon', code });
}
