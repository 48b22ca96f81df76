import type { Permitted } from '#platform/context';
import { orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import type { CartChange, SaleTerms } from '#platform/objects';
import { cartView } from './cart-view.ts';
import { readQuotes } from './read-quotes.ts';
import type { CartView } from './schemas.ts';

function addedBy(change: CartChange): string[] {
  if (change.kind === 'add') return [change.variantId];
  return change.kind === 'add_lines' ? change.lines.map(({ variantId }) => variantId) : [];
}

/** Changes a cart and prices all of it anew: one round trip to the database whatever its size. */
export async function changeCart(
  ctx: Permitted,
  { cartId, token }: { cartId: string; token: string },
  change: CartChange,
  /** Asked with what was read, before anything changes. */
  check?: (terms: SaleTerms) => Promise<void>,
): Promise<CartView> {
  const door = ctx.objects.checkout(cartId);
  const tokenHash = await hashSecret(token);
  const before = orThrow(await door.read(tokenHash));
  const added = addedBy(change);
  const variantIds = before.lines.map((line) => line.variantId).concat(added);
  const codes =
    change.kind === 'apply_coupon' ? [...new Set([...before.couponCodes, change.code])] : before.couponCodes;
  const { quotes, quotedAtMs, terms } = await readQuotes(ctx, before, variantIds, codes);
  await check?.(terms);
  return cartView(orThrow(await door.change(tokenHash, change, quotes, quotedAtMs, terms)));
}
