import type { SupplyKind } from '#modules/finance';
import { allocateByLargestRemainder, sumPaise } from '#platform/money';

const WHOLE = 10_000;

/** `numerator / denominator` to the nearest whole number, halves upwards; not negative. */
export function nearest(numerator: bigint, denominator: bigint): number {
  return Number((2n * numerator + denominator) / (2n * denominator));
}

/** What a supplier charges for so many pieces, without tax: their cost less the discount, rounded once. */
export function chargedPaise(costPaise: number, quantity: number, discountBasisPoints: number): number {
  const gross = BigInt(costPaise) * BigInt(quantity);
  return Number(gross) - nearest(gross * BigInt(discountBasisPoints), BigInt(WHOLE));
}

export interface PurchaseTax {
  cgstPaise: number;
  sgstPaise: number;
  igstPaise: number;
}

/**
 * GST on top of an amount without it (CGST Act 2017 s.9, IGST Act s.5). Each tax is levied by its own Act and rounded by
 * itself, so that CGST always equals SGST.
 */
export function taxOnTop(netPaise: number, rateBasisPoints: number, kind: SupplyKind): PurchaseTax {
  const parts = kind === 'within_state' ? 2n : 1n;
  const part = nearest(BigInt(netPaise) * BigInt(rateBasisPoints), parts * BigInt(WHOLE));
  return kind === 'within_state'
    ? { cgstPaise: part, sgstPaise: part, igstPaise: 0 }
    : { cgstPaise: 0, sgstPaise: 0, igstPaise: part };
}

export const taxPaiseOf = ({ cgstPaise, sgstPaise, igstPaise }: PurchaseTax): number =>
  sumPaise([cgstPaise, sgstPaise, igstPaise]);

interface LandedLine {
  netPaise: number;
  /** All that came in: accepted, rejected and free. */
  pieces: number;
}

/**
 * Hands freight, insurance and duty to the lines of a delivery in proportion to their value, so that the shares sum to the
 * charges exactly; a delivery that costs nothing shares them by its pieces.
 */
export function landCharges(chargesPaise: number, lines: readonly LandedLine[]): number[] {
  const hasValue = lines.some(({ netPaise }) => netPaise > 0);
  return allocateByLargestRemainder(
    chargesPaise,
    lines.map(({ netPaise, pieces }) => (hasValue ? netPaise : pieces)),
  );
}

/** What one piece of so many has cost, to the nearest paisa: free pieces make all of them cheaper. */
export const pieceCostPaise = (valuePaise: number, pieces: number): number =>
  pieces === 0 ? 0 : nearest(BigInt(valuePaise), BigInt(pieces));

/**
 * The part of a line's charge that goes back with some of its paid pieces. Counted from all that went back so far, so that
 * the parts of several returns sum to the charge exactly.
 */
export function returnedPaise(netPaise: number, paidPieces: number, before: number, now: number): number {
  if (paidPieces === 0) return 0;
  const upTo = (pieces: number) => nearest(BigInt(netPaise) * BigInt(Math.min(pieces, paidPieces)), BigInt(paidPieces));
  return upTo(before + now) - upTo(before);
}
