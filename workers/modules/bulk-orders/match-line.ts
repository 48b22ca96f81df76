import type { Doubt, UnderstoodLine } from './understand-line.ts';

/** A variant of what a line may mean, as the records found it for the line's place. */
export interface Candidate {
  variantId: string;
  sku: string;
  name: string;
  brand: string;
  potencyLabel: string | null;
  packLabel: string;
  /** It is all that was asked for: remedy, potency, pack, brand and form. */
  fits: boolean;
}

type Reason =
  | Doubt
  | { kind: 'several_fit' }
  | { kind: 'potency_not_said' }
  | { kind: 'unknown_sku' }
  /** Nothing that is sold here is all that was asked for; what comes near is offered and never taken. */
  | { kind: 'not_sold' };

export interface MatchedLine {
  /** `matched`: one item and no doubt. `choose`: somebody has to say which. */
  state: 'matched' | 'choose' | 'not_sold' | 'not_understood';
  variantId: string | null;
  /** What it could be, what fits first. */
  options: Candidate[];
  reasons: Reason[];
}

/** As it stands in the sheets that shops hand out: parts of capitals and digits, joined by hyphens. */
const looksLikeSku = (text: string): boolean => /^[A-Z0-9]{2,}(?:-[A-Z0-9]+){2,}$/.test(text);

/** What becomes of a line. A potency or a pack that was asked for is never exchanged for another one. */
export function matchLine(
  line: UnderstoodLine,
  bySku: Candidate | undefined,
  found: readonly Candidate[],
): MatchedLine {
  if (bySku !== undefined) return matchSku(line, bySku);
  const doubts: Reason[] = [...line.doubts];
  if (line.asked === null) return { state: 'not_understood', variantId: null, options: [], reasons: doubts };
  if (looksLikeSku(line.wanted)) doubts.push({ kind: 'unknown_sku' });
  const fitting = found.filter(({ fits }) => fits);
  const [only] = fitting;
  if (only === undefined) {
    return { state: 'not_sold', variantId: null, options: [...found], reasons: [...doubts, { kind: 'not_sold' }] };
  }
  if (fitting.length > 1) doubts.push({ kind: 'several_fit' });
  if (line.asked.potency === null && only.potencyLabel !== null) doubts.push({ kind: 'potency_not_said' });
  const isSure = doubts.length === 0;
  return {
    state: isSure ? 'matched' : 'choose',
    variantId: isSure ? only.variantId : null,
    options: isSure ? [only] : fitting,
    reasons: doubts,
  };
}

/** A SKU says everything but how many. */
function matchSku({ doubts }: UnderstoodLine, candidate: Candidate): MatchedLine {
  const reasons = doubts.filter(({ kind }) => kind === 'no_quantity' || kind === 'quantity_out_of_range');
  const isSure = reasons.length === 0;
  return {
    state: isSure ? 'matched' : 'choose',
    variantId: isSure ? candidate.variantId : null,
    options: [candidate],
    reasons,
  };
}
