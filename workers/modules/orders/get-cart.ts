import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import { cartView } from './cart-view.ts';
import { CartAccess, type CartView } from './schemas.ts';

/** The cart as it stands, without a look at the database. `not_found` for a wrong token too. */
export async function getCart(ctx: Context, input: z.input<typeof CartAccess>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { cartId, token } = parseInput(CartAccess, input);
  return cartView(orThrow(await ctx.objects.checkout(cartId).read(await hashSecret(token))));
}
