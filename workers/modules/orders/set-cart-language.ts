import type { z } from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import { hashSecret } from '#platform/ids';
import { parseInput } from '#platform/parse-input';
import { cartView } from './cart-view.ts';
import { type CartView, ChangeCartInput } from './schemas.ts';

/** Sets the language in which the order and its messages will be written. Prices stay as they are; no database is asked. */
export async function setCartLanguage(ctx: Context, input: z.input<typeof ChangeCartInput>): Promise<CartView> {
  requirePermission(ctx, 'carts.own');
  const { cartId, token, language } = parseInput(ChangeCartInput, input);
  const change = { kind: 'set_language', language } as const;
  const door = ctx.objects.checkout(cartId);
  return cartView(orThrow(await door.change(await hashSecret(token), change, [], ctx.clock.now().getTime())));
}
