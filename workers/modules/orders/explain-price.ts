import * as z from 'zod';
import { PriceListCode } from '#modules/pricing';
import { requirePermission } from '#platform/access/require-permission';
import { fixedClock } from '#platform/clock';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { applyChange, newCart } from './cart.ts';
import { cartView } from './cart-view.ts';
import { CartView } from './cart-view-schema.ts';
import { maxQuantityPerLine } from './limits.ts';
import { findStore } from './open-cart.ts';
import { priceGoods } from './price-cart.ts';
import { readQuotes } from './read-quotes.ts';
import { CouponCode } from './schemas.ts';

export const ExplainPriceSchema = z.strictObject({
  variantId: z.uuid(),
  quantity: z.coerce.number().pipe(z.int().min(1).max(maxQuantityPerLine)).default(1),
  priceList: PriceListCode.default('retail'),
  channel: z.enum(['web', 'till', 'dealer']).default('web'),
  storeId: z.uuid().optional(),
  at: z.iso.datetime().optional().meta({ description: 'As it is or was at this moment; left out: now' }),
  coupon: CouponCode.optional(),
});

export const ExplainedPriceView = z
  .object({
    at: z.iso.datetime(),
    cart: CartView,
    promotions: z.array(
      z.strictObject({
        id: z.uuid(),
        label: z.string(),
        code: z.string().nullable(),
        isApplied: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({
    id: 'ExplainedPrice',
    description: 'What a buyer would be shown, and why each promotion gives something or not',
  });

/** Why some pieces of a variant cost what they cost, for whom, where and when. Throws `not_found` for what is not sold then. */
export async function explainPrice(
  ctx: Context,
  input: z.input<typeof ExplainPriceSchema>,
): Promise<z.infer<typeof ExplainedPriceView>> {
  requirePermission(ctx, 'pricing.read');
  const { variantId, quantity, priceList, channel, storeId, at, coupon } = parseInput(ExplainPriceSchema, input);
  const clock = at === undefined ? ctx.clock : fixedClock(at);
  const store = await findStore(ctx, storeId);
  const sale = { channel, chosenPriceList: priceList };
  const empty = newCart({ id: ctx.ids.next(), store, language: 'en', sale });
  const codes = coupon === undefined ? [] : [coupon];
  const { quotes, quotedAtMs, terms } = await readQuotes({ ...ctx, clock }, empty, [variantId], codes);
  if (quotes.length === 0) throw new AppError('not_found', 'This was not sold at that time.');
  const add = { kind: 'add', lineId: ctx.ids.next(), variantId, quantity } as const;
  const cart = orThrow(applyChange({ ...empty, couponCodes: codes }, add, quotes, quotedAtMs, terms));
  const goods = priceGoods(cart);
  return {
    at: new Date(quotedAtMs).toISOString(),
    cart: cartView(cart),
    promotions: terms.promotions.map(({ id, label, coupon: opened }) => ({
      id,
      label,
      code: opened?.code ?? null,
      isApplied: goods.promotions.some(({ promotionId }) => promotionId === id),
      reason: goods.reasons.get(id) ?? null,
    })),
  };
}
