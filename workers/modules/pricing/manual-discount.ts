import type { SheetLine } from './price-sheet.ts';

/** What staff take off a line after its promotions: never below the floor, unless whoever gave it was allowed to. */
export function manualDiscount({ line, quantity, grossPaise, floorPaise }: SheetLine, takenPaise: number): number {
  if (line.discount === null) return 0;
  const { reduction, belowFloor } = line.discount;
  const netPaise = grossPaise - takenPaise;
  const wanted =
    reduction.kind === 'percent'
      ? Math.floor((netPaise * reduction.basisPoints) / 10_000)
      : reduction.perPiecePaise * quantity;
  return Math.min(wanted, belowFloor ? netPaise : netPaise - floorPaise);
}
