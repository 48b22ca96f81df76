import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { type CartView, RemoveCartLineInput } from './schemas.ts';

/** Takes a line out of the cart. */
export async function removeCartLine(ctx: Context, input: z.input<typeof RemoveCartLineInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { lineId, ...access } = parseInput(RemoveCartLineInput, input);
  return changeCart(ctx, access, { kind: 'remove', lineId });
}
