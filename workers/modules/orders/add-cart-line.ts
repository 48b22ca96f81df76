import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { AddCartLineInput, type CartView } from './schemas.ts';

/** Puts pieces of a variant into a cart. What is in it already gets more of. `invalid_input` for what is not sold. */
export async function addCartLine(ctx: Context, input: z.input<typeof AddCartLineInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { variantId, quantity, ...access } = parseInput(AddCartLineInput, input);
  return changeCart(ctx, access, { kind: 'add', lineId: ctx.ids.next(), variantId, quantity });
}
