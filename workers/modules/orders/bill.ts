import { principalRate, type SupplyKind, splitTax, sumSplits, type TaxedAmount, type TaxSplit } from '#modules/finance';
import { sumPaise } from '#platform/money';

/** A bill in paise: lines and shipping sum to the total, and so do the parts of the tax. */
export interface Bill {
  lines: TaxSplit[];
  subtotalPaise: number;
  discountPaise: number;
  shippingPaise: number;
  tax: TaxSplit;
  totalPaise: number;
}

/** Adds up lines and their delivery, which is taxed as what it delivers. */
export function makeBill(lines: readonly TaxedAmount[], shippingPaise: number, kind: SupplyKind): Bill {
  const shipping = { totalPaise: shippingPaise, rateBasisPoints: principalRate(lines) };
  const splits = splitTax([...lines, shipping], kind);
  const subtotalPaise = sumPaise(lines.map((line) => line.totalPaise));
  return {
    lines: splits.slice(0, lines.length),
    subtotalPaise,
    discountPaise: 0,
    shippingPaise,
    tax: sumSplits(splits),
    totalPaise: subtotalPaise + shippingPaise,
  };
}
