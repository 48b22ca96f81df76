import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import type { SaleTerms } from '#platform/objects';
import { invalidInput, parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import type { CartView } from './schemas.ts';
import { CouponInput } from './schemas.ts';

/** Told when it is typed, so that nobody learns it at the till; what counts is decided when the order is placed. */
async function refuseUsedUp(ctx: Permitted, code: string, { promotions }: SaleTerms): Promise<void> {
  const total = promotions.find(({ coupon }) => coupon?.code === code)?.coupon?.limits.total ?? null;
  if (total === null) return;
  const { reserved, captured } = await ctx.objects.couponBook(code).uses();
  if (reserved + captured < total) return;
  throw invalidInput([{ path: 'code', message: 'This coupon has been used as often as it may be' }]);
}

/**
 * Puts a coupon into a cart; one that is in it already counts once. Throws `invalid_input`, saying why, for a code that does
 * not exist, has ended, is used up, or gives nothing for what is in the cart.
 */
export async function applyCoupon(ctx: Context, input: z.input<typeof CouponInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { code, ...access } = parseInput(CouponInput, input);
  return changeCart(ctx, access, { kind: 'apply_coupon', code }, (terms) => refuseUsedUp(ctx, code, terms));
}
