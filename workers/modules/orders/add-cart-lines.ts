import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { maxCartLines } from './limits.ts';
import { AddCartLineBody, CartAccess, type CartView } from './schemas.ts';

export const AddCartLinesBody = z.strictObject({
  lines: z
    .array(AddCartLineBody)
    .min(1, 'Must have at least one line')
    .max(maxCartLines, `Must be at most ${maxCartLines} lines`),
});
const AddCartLinesInput = CartAccess.extend(AddCartLinesBody.shape);

/** Puts many items into a cart at once: all of them or, with `invalid_input`, none. */
export async function addCartLines(ctx: Context, input: z.input<typeof AddCartLinesInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { lines, ...access } = parseInput(AddCartLinesInput, input);
  const added = lines.map((line) => ({ ...line, id: ctx.ids.next() }));
  return changeCart(ctx, access, { kind: 'add_lines', lines: added });
}
