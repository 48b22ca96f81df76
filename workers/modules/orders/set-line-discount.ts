import * as z from 'zod';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { hashSecret } from '#platform/ids';
import type { CartState, ManualReduction } from '#platform/objects';
import { parseInput } from '#platform/parse-input';
import { changeCart } from './change-cart.ts';
import { quoteOf } from './quote-of.ts';
import { CartAccess, type CartView, line } from './schemas.ts';

const Reduction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), basisPoints: z.int().min(1).max(10_000) }),
  /** As much as the dearest pack may cost. */
  z.strictObject({ kind: z.literal('amount'), perPiecePaise: z.int().min(1).max(100_000_000) }),
]);

export const SetLineDiscountBody = z.strictObject({
  reduction: Reduction.nullable().meta({ description: 'Null takes the discount away' }),
  reason: line(1, 200),
  belowFloor: z.boolean().default(false).meta({ description: 'Needs orders.below_floor' }),
});
const SetLineDiscountInput = CartAccess.extend({ lineId: z.uuid() }).extend(SetLineDiscountBody.shape);

/** What part of the list price is taken off, in basis points rounded up: what a grant may cap. */
function shareOf(cart: CartState, lineId: string, reduction: ManualReduction): number {
  if (reduction.kind === 'percent') return reduction.basisPoints;
  const cartLine = cart.lines.find(({ id }) => id === lineId);
  if (cartLine === undefined) throw new AppError('not_found', 'This cart has no such line.');
  const { unitPricePaise } = quoteOf(cart, cartLine.variantId);
  return Math.ceil((reduction.perPiecePaise * 10_000) / unitPricePaise);
}

/**
 * Takes something off a line, within what the actor's grant allows in the cart's store, and below the floor only with the
 * permission for it. Throws `forbidden` beyond that, and `not_found` for an unknown cart or line.
 */
export async function setLineDiscount(ctx: Context, input: z.input<typeof SetLineDiscountInput>): Promise<CartView> {
  requirePermission(ctx, 'orders.discount');
  const { lineId, reduction, reason, belowFloor, ...access } = parseInput(SetLineDiscountInput, input);
  const cart = orThrow(await ctx.objects.checkout(access.cartId).read(await hashSecret(access.token)));
  const { storeId } = cart.store;
  const amounts = reduction === null ? {} : { discountBasisPoints: shareOf(cart, lineId, reduction) };
  requirePermission(ctx, 'orders.discount', { storeId, amounts });
  if (belowFloor) requirePermission(ctx, 'orders.below_floor', { storeId });
  const givenBy = describeActor(ctx.actor);
  const discount = reduction === null ? null : { reduction, reason, givenBy, belowFloor };
  const before = cart.discounts.find((given) => given.lineId === lineId) ?? null;
  const audit = auditFact(ctx, {
    action: 'orders.discount',
    subject: cart.id,
    storeId,
    reason,
    before,
    after: discount,
    facts: { lineId },
  });
  // First: a note of what did not come to be does no harm, a discount without one does.
  await ctx.db.batch(writeFacts([audit]));
  return changeCart(ctx, access, { kind: 'set_discount', lineId, discount });
}
