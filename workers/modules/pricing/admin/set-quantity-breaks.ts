import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { quantityBreaks } from '#db/schema/pricing';
import { MoneyView } from '#modules/catalog';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { PriceListCode, type QuantityBreaksView, readBreaks } from './quantity-breaks.ts';

/** More steps than anybody prints on a price list. */
const MAX_BREAKS = 10;
const Break = z.strictObject({
  minQuantity: z.int().min(2).max(999),
  price: MoneyView.refine(({ amount }) => amount >= 1 && amount <= 100_000_000, 'From 1 to 100000000 paise'),
});

export const SetQuantityBreaksBody = z.strictObject({
  priceList: PriceListCode.default('retail'),
  breaks: z
    .array(Break)
    .max(MAX_BREAKS)
    .refine(
      (breaks) => new Set(breaks.map(({ minQuantity }) => minQuantity)).size === breaks.length,
      'Names a quantity twice',
    ),
});
const SetQuantityBreaksInput = SetQuantityBreaksBody.extend({ variantId: z.uuid() });

/** Gives a variant these quantity prices from now on, instead of those that it has; the old ones stay in the books. */
export async function setQuantityBreaks(
  ctx: Context,
  input: z.input<typeof SetQuantityBreaksInput>,
): Promise<QuantityBreaksView> {
  requirePermission(ctx, 'pricing.write');
  const { variantId, priceList, breaks } = parseInput(SetQuantityBreaksInput, input);
  const now = ctx.clock.now().toISOString();
  const before = await readBreaks(ctx, variantId, priceList, now);
  const createdBy = describeActor(ctx.actor);
  const rows = breaks.map(({ minQuantity, price }) => ({
    id: ctx.ids.next(),
    priceList,
    variantId,
    minQuantity,
    amountPaise: price.amount,
    validFrom: now,
    validUntil: null,
    createdBy,
  }));
  const after = { variantId, priceList, breaks: breaks.toSorted((a, b) => a.minQuantity - b.minQuantity) };
  await ctx.db.batch([
    // Two changes at once take turns on the variant; the later one ends what the earlier one began.
    sql`select 1 from variants where id = ${variantId}::uuid for update`,
    sql`update ${quantityBreaks} set valid_until = greatest(${now}::timestamptz, valid_from)
      where variant_id = ${variantId}::uuid and price_list = ${priceList} and valid_until is null`,
    ...writeFacts([
      ...rows.map((row) => fact(quantityBreaks, row)),
      auditFact(ctx, { action: 'pricing.set_quantity_breaks', subject: variantId, before, after }),
    ]),
  ]);
  return after;
}
