import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import { type CheckoutStandingView, checkoutStandingView } from './checkout-views.ts';
import { CartAccess } from './schemas.ts';

/**
 * Gives up a payment that is waited for: goods, coupons and vouchers go back and the cart is open again. Where it was paid
 * meanwhile, the order stands and the answer says so.
 */
export async function abandonCheckout(ctx: Context, input: z.input<typeof CartAccess>): Promise<CheckoutStandingView> {
  requirePermission(ctx, 'carts.own');
  const { cartId, token } = parseInput(CartAccess, input);
  const standing = await ctx.objects.checkout(cartId).abandon(await hashSecret(token));
  return checkoutStandingView(orThrow(standing));
}
