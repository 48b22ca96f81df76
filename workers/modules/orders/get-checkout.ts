import type * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import { type CheckoutStandingView, checkoutStandingView } from './checkout-views.ts';
import { CartAccess } from './schemas.ts';

/** Where a cart's checkout stands: for a buyer who comes back from paying. Throws `not_found` for a wrong token too. */
export async function getCheckout(ctx: Context, input: z.input<typeof CartAccess>): Promise<CheckoutStandingView> {
  requirePermission(ctx, 'carts.own');
  const { cartId, token } = parseInput(CartAccess, input);
  const standing = await ctx.objects.checkout(cartId).standing(await hashSecret(token));
  return checkoutStandingView(orThrow(standing));
}
