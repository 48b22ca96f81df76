import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { type CartView, ChangeCartLineInput } from './schemas.ts';

/** Sets how many pieces a line of the cart has. */
export async function changeCartLine(ctx: Context, input: z.input<typeof ChangeCartLineInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { lineId, quantity, ...access } = parseInput(ChangeCartLineInput, input);
  return changeCart(ctx, access, { kind: 'set_quantity', lineId, quantity });
}
