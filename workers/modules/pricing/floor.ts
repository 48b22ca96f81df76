/** The floor that is in force for a variant: a price with tax, or a margin on what its dearest batch cost without tax. */
export interface FloorRule {
  floorPaise: number | null;
  marginBasisPoints: number | null;
  costPaise: number | null;
}

const WHOLE = 10_000;

/** The least that a piece may come to, on the basis of its price, rounded up; 0 where there is no floor or no cost is known. */
export function floorOf(
  { floorPaise, marginBasisPoints, costPaise }: FloorRule,
  rateBasisPoints: number,
  taxIncluded: boolean,
): number {
  if (floorPaise !== null) {
    return taxIncluded ? floorPaise : Math.ceil((floorPaise * WHOLE) / (WHOLE + rateBasisPoints));
  }
  if (marginBasisPoints === null || costPaise === null) return 0;
  const untaxed = Math.ceil((costPaise * (WHOLE + marginBasisPoints)) / WHOLE);
  return taxIncluded ? Math.ceil((untaxed * (WHOLE + rateBasisPoints)) / WHOLE) : untaxed;
}

/** A price of one list in a cart of another: with tax put on it or taken out of it, to the nearest paisa. */
export function onBasis(amountPaise: number, isTaxed: boolean, taxIncluded: boolean, rateBasisPoints: number): number {
  if (isTaxed === taxIncluded) return amountPaise;
  if (taxIncluded) return Math.round((amountPaise * (WHOLE + rateBasisPoints)) / WHOLE);
  return Math.round((amountPaise * WHOLE) / (WHOLE + rateBasisPoints));
}
