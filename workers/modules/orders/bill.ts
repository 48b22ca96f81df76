import { addTax, principalRate, type SupplyKind, splitTax, sumSplits, type TaxSplit } from '#modules/finance';
import { sumPaise } from '#platform/money';

/** A line to be billed: `netPaise` is what is left of `grossPaise` after discounts, both on the basis of the bill. */
export interface BillLine {
  grossPaise: number;
  netPaise: number;
  rateBasisPoints: number;
}

/**
 * A bill in paise. With tax included, subtotal less discount plus shipping is the total; without, the tax of the goods comes on
 * top. Either way taxable value and taxes, of lines and delivery together, sum to the total.
 */
export interface Bill {
  /** `totalPaise` is what the line costs, tax included. */
  lines: (TaxSplit & { totalPaise: number })[];
  subtotalPaise: number;
  discountPaise: number;
  shippingPaise: number;
  tax: TaxSplit;
  totalPaise: number;
}

const totalOf = ({ taxablePaise, cgstPaise, sgstPaise, igstPaise }: TaxSplit): number =>
  taxablePaise + cgstPaise + sgstPaise + igstPaise;

/** Adds up lines and their delivery, which includes tax and is taxed as what it delivers. */
export function makeBill(
  lines: readonly BillLine[],
  shippingPaise: number,
  { kind, taxIncluded }: { kind: SupplyKind; taxIncluded: boolean },
): Bill {
  const goods = lines.map(({ netPaise, rateBasisPoints }) => ({ totalPaise: netPaise, rateBasisPoints }));
  const shipping = { totalPaise: shippingPaise, rateBasisPoints: principalRate(goods) };
  const splits = taxIncluded
    ? splitTax([...goods, shipping], kind)
    : [
        ...addTax(
          lines.map(({ netPaise, rateBasisPoints }) => ({ taxablePaise: netPaise, rateBasisPoints })),
          kind,
        ),
        ...splitTax([shipping], kind),
      ];
  const subtotalPaise = sumPaise(lines.map((line) => line.grossPaise));
  const tax = sumSplits(splits);
  return {
    lines: splits.slice(0, lines.length).map((split) => ({ ...split, totalPaise: totalOf(split) })),
    subtotalPaise,
    discountPaise: subtotalPaise - sumPaise(lines.map((line) => line.netPaise)),
    shippingPaise,
    tax,
    totalPaise: totalOf(tax),
  };
}
