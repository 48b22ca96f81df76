import { allocateByLargestRemainder, sumPaise } from '#platform/money';

/** Where the tax goes: both halves stay in one state (CGST and SGST), or it crosses a border (IGST). */
export type SupplyKind = 'within_state' | 'between_states';

/** An amount that a buyer pays, tax included, and the rate of GST inside it (500 basis points are 5 %). */
export interface TaxedAmount {
  totalPaise: number;
  rateBasisPoints: number;
}

/** What is inside an amount: the parts sum to it exactly. */
export interface TaxSplit {
  taxablePaise: number;
  cgstPaise: number;
  sgstPaise: number;
  igstPaise: number;
}

const WHOLE = 10_000;

/** By IGST Act 2017 s.7 and s.8: within a state when the supplier and the place of supply have the same state code. */
export const supplyKind = (supplierState: string, placeOfSupply: string): SupplyKind =>
  supplierState === placeOfSupply ? 'within_state' : 'between_states';

/** `numerator / denominator` to the nearest whole number, halves upwards; both positive and exact in a BigInt. */
const nearest = (numerator: bigint, denominator: bigint): number =>
  Number((2n * numerator + denominator) / (2n * denominator));

/**
 * The tax inside a price that includes it, in as many equal parts as there are taxes. Each tax is levied by its own Act, so
 * each part is rounded by itself: CGST always equals SGST, and the taxable value is what remains. No paisa needs a round-off.
 */
function taxPart(totalPaise: number, rateBasisPoints: number, parts: 1 | 2): number {
  return nearest(BigInt(totalPaise) * BigInt(rateBasisPoints), BigInt(parts) * BigInt(WHOLE + rateBasisPoints));
}

/**
 * Splits amounts that include GST into taxable value and taxes (CGST Act 2017 s.15, Rule 35: tax = value x rate / (100 + rate)).
 * Tax is worked out once for each rate and handed to its lines by largest remainder, so that lines sum to the whole bill.
 * A line of a single paisa bears none: its tax would round to nothing, and two equal halves do not fit into it.
 */
export function splitTax(amounts: readonly TaxedAmount[], kind: SupplyKind): TaxSplit[] {
  const parts = kind === 'within_state' ? 2 : 1;
  const taxes = amounts.map(() => 0);
  for (const rate of new Set(amounts.map((amount) => amount.rateBasisPoints))) {
    const weights = amounts.map(({ totalPaise, rateBasisPoints }) =>
      rateBasisPoints === rate && totalPaise > 1 ? totalPaise : 0,
    );
    const shares = allocateByLargestRemainder(taxPart(sumPaise(weights), rate, parts), weights);
    for (const [index, share] of shares.entries()) taxes[index] = (taxes[index] ?? 0) + share;
  }
  return amounts.map(({ totalPaise }, index) => {
    const tax = taxes[index] ?? 0;
    const half = kind === 'within_state' ? tax : 0;
    const whole = kind === 'between_states' ? tax : 0;
    return { taxablePaise: totalPaise - parts * tax, cgstPaise: half, sgstPaise: half, igstPaise: whole };
  });
}

/** An amount without tax, and the rate of GST that comes on top. */
export interface UntaxedAmount {
  taxablePaise: number;
  rateBasisPoints: number;
}

/**
 * Puts GST on amounts that do not include it (CGST Act 2017 s.15(1): value of supply x rate). As inside a price, tax is worked
 * out once for each rate and handed to its lines by largest remainder, and CGST always equals SGST.
 */
export function addTax(amounts: readonly UntaxedAmount[], kind: SupplyKind): TaxSplit[] {
  const parts = kind === 'within_state' ? 2 : 1;
  const taxes = amounts.map(() => 0);
  for (const rate of new Set(amounts.map((amount) => amount.rateBasisPoints))) {
    const weights = amounts.map(({ taxablePaise, rateBasisPoints }) => (rateBasisPoints === rate ? taxablePaise : 0));
    const tax = nearest(BigInt(sumPaise(weights)) * BigInt(rate), BigInt(parts) * BigInt(WHOLE));
    for (const [index, share] of allocateByLargestRemainder(tax, weights).entries()) {
      taxes[index] = (taxes[index] ?? 0) + share;
    }
  }
  return amounts.map(({ taxablePaise }, index) => {
    const tax = taxes[index] ?? 0;
    const half = kind === 'within_state' ? tax : 0;
    return { taxablePaise, cgstPaise: half, sgstPaise: half, igstPaise: kind === 'between_states' ? tax : 0 };
  });
}

/** Tax on a line can be rounded up by less than this: half a paisa by its rate and one by its share, in two parts. */
const TAX_ROUNDING_PAISE = 3;

/** The highest price without tax at which a pack still costs no more than `grossPaise` with it, however its tax is rounded. */
export const untaxedWithin = (grossPaise: number, rateBasisPoints: number): number =>
  Math.max(0, Math.floor(((grossPaise - TAX_ROUNDING_PAISE) * WHOLE) / (WHOLE + rateBasisPoints)));

/** The parts of several splits, part by part. */
export function sumSplits(splits: readonly TaxSplit[]): TaxSplit {
  return {
    taxablePaise: sumPaise(splits.map((split) => split.taxablePaise)),
    cgstPaise: sumPaise(splits.map((split) => split.cgstPaise)),
    sgstPaise: sumPaise(splits.map((split) => split.sgstPaise)),
    igstPaise: sumPaise(splits.map((split) => split.igstPaise)),
  };
}

/**
 * The rate of what is supplied along with goods, such as their delivery: that of the principal supply (CGST Act 2017 s.8(a)),
 * here the rate under which most of the bill falls, the higher one of two that weigh the same. Zero for an empty bill.
 */
export function principalRate(amounts: readonly TaxedAmount[]): number {
  const byRate = new Map<number, number>();
  for (const { rateBasisPoints, totalPaise } of amounts) {
    byRate.set(rateBasisPoints, (byRate.get(rateBasisPoints) ?? 0) + totalPaise);
  }
  const heaviest = [...byRate].sort(([rateA, a], [rateB, b]) => b - a || rateB - rateA)[0];
  return heaviest?.[0] ?? 0;
}
