import * as z from 'zod';
import { sumPaise } from '#platform/money';
import { invalidInput } from '#platform/parse-input';
import { CostPaise, DiscountBasisPoints, Quantity, SomeQuantity } from '../fields.ts';
import { maxLines } from '../limits.ts';
import { chargedPaise, taxOnTop, taxPaiseOf } from '../purchase-cost.ts';
import type { PurchaseTerms } from '../read-terms.ts';

const OrderedLine = z.strictObject({
  variantId: z.uuid(),
  quantity: Quantity,
  freeQuantity: SomeQuantity.default(0).meta({ description: 'Comes along without being charged: the 1 of 10 + 1' }),
  costPaise: CostPaise.optional().meta({
    description: 'Of a piece, without tax and before discount. Left out, it is what it cost last at this supplier',
  }),
  discountBasisPoints: DiscountBasisPoints.default(0),
});

export const OrderedLines = z
  .array(OrderedLine)
  .min(1)
  .max(maxLines)
  .refine((lines) => new Set(lines.map(({ variantId }) => variantId)).size === lines.length, {
    message: 'Name each variant once',
  });

/** The lines of an order with what they come to. Throws `invalid_input` where nobody knows what a variant costs. */
export function priceLines(lines: z.infer<typeof OrderedLines>, terms: PurchaseTerms) {
  const unknown = lines.flatMap(({ variantId, costPaise }, at) =>
    costPaise === undefined && terms.lastCostPaise(variantId) === null
      ? [{ path: `lines.${at}.costPaise`, message: 'Name its cost: it was never bought from this supplier' }]
      : [],
  );
  if (unknown.length > 0) throw invalidInput(unknown);
  const priced = lines.map((line, at) => {
    const costPaise = line.costPaise ?? terms.lastCostPaise(line.variantId) ?? 0;
    const rateBasisPoints = terms.rateBasisPoints(line.variantId);
    const netPaise = chargedPaise(costPaise, line.quantity, line.discountBasisPoints);
    const taxPaise = taxPaiseOf(taxOnTop(netPaise, rateBasisPoints, terms.supply));
    return { ...line, position: at + 1, storeId: terms.store.id, costPaise, rateBasisPoints, netPaise, taxPaise };
  });
  const netPaise = sumPaise(priced.map((line) => line.netPaise));
  const taxPaise = sumPaise(priced.map((line) => line.taxPaise));
  return { lines: priced, netPaise, taxPaise, totalPaise: netPaise + taxPaise };
}
