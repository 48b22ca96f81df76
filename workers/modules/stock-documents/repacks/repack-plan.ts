import type { FieldError } from '#platform/errors';

/** What a pack is of: two packs of one remedy differ in size alone. */
export interface PackFacts {
  variantId: string;
  remedyId: string | null;
  complexCode: string | null;
  form: string;
  brandId: string;
  potencyScale: string | null;
  potencyValue: number | null;
  packQuantity: number;
  packUnit: string;
}

/** Field by field what must be the same on both labels, and how it is told. */
const sameOnBoth: readonly (readonly [keyof PackFacts, string])[] = [
  ['remedyId', 'Is another remedy'],
  ['complexCode', 'Is another complex'],
  ['form', 'Is another form'],
  ['brandId', 'Is of another maker, whose label says so'],
  ['potencyScale', 'Is of another potency scale: never substituted silently'],
  ['potencyValue', 'Is another potency: never substituted silently'],
  ['packUnit', 'Is measured in another unit'],
];

/** Why one pack cannot be filled from the other; empty: it can. */
export const packDifferences = (source: PackFacts, target: PackFacts): FieldError[] =>
  sameOnBoth
    .filter(([field]) => source[field] !== target[field])
    .map(([, message]) => ({ path: 'targetVariantId', message }));

export interface Decanting {
  /** Pieces of the source, each of so much content. */
  sourceQuantity: number;
  sourceContent: number;
  /** Pieces that were filled, each of so much content. */
  targetQuantity: number;
  targetContent: number;
  sourceCostPaise: number;
}

export interface DecantingResult {
  /** Content that went in and did not come out, in the unit of the packs. */
  lossAmount: number;
  /** Cost of one filled piece: what was lost is borne by what came out. */
  costPaise: number;
  /** What a whole cost by piece cannot carry. */
  roundingPaise: number;
}

/** Content and cost of a decanting, conserved; undefined when more would come out than went in. */
export function decant(decanting: Decanting): DecantingResult | undefined {
  const { sourceQuantity, sourceContent, targetQuantity, targetContent, sourceCostPaise } = decanting;
  const lossAmount = sourceQuantity * sourceContent - targetQuantity * targetContent;
  if (lossAmount < 0) return undefined;
  return { lossAmount, ...spreadCost(sourceQuantity * sourceCostPaise, targetQuantity) };
}

/** A cost spread over pieces in whole paise: pieces x cost + rounding is the whole. */
export function spreadCost(totalPaise: number, pieces: number): { costPaise: number; roundingPaise: number } {
  const costPaise = Math.floor(totalPaise / pieces);
  return { costPaise, roundingPaise: totalPaise - costPaise * pieces };
}

/** The earliest day, null standing for none: nothing made of a batch outlives it. */
export const earliestExpiry = (days: readonly (string | null)[]): string | null =>
  days.reduce<string | null>((first, day) => (first === null || (day !== null && day < first) ? day : first), null);
