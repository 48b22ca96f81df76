import type { FieldError } from '#platform/errors';
import type { StockChange, StockState } from '#platform/objects';
import type { BatchRecord } from '../posting/standings.ts';

/** What a reason does to a piece: from where, and where to; null is outside of the books. */
export interface ReasonEffect {
  fromStates: readonly string[];
  toState: string | null;
}

export interface AdjustmentLine extends BatchRecord {
  fromState: StockState | null;
  toState: StockState | null;
  quantity: number;
}

export interface WantedAdjustment {
  batchId: string;
  quantity: number;
  /** Needed where the reason may take from several. */
  fromState: StockState | null;
}

/** The lines of an adjustment as they will be booked, or what is wrong with them. */
export function adjustmentLines(
  wanted: readonly WantedAdjustment[],
  { fromStates, toState }: ReasonEffect,
  records: ReadonlyMap<string, BatchRecord>,
): { lines: AdjustmentLine[]; errors: FieldError[] } {
  const lines: AdjustmentLine[] = [];
  const errors: FieldError[] = [];
  wanted.forEach(({ batchId, quantity, fromState }, at) => {
    const record = records.get(batchId);
    if (record === undefined) {
      errors.push({ path: `lines.${at}.batchId`, message: 'There is no such batch' });
      return;
    }
    const from = fromState ?? (fromStates.length === 1 ? (fromStates[0] ?? null) : null);
    const fits = fromStates.length === 0 ? from === null : from !== null && fromStates.includes(from);
    if (fits)
      lines.push({ ...record, quantity, fromState: from as StockState | null, toState: toState as StockState | null });
    else {
      const message =
        fromStates.length === 0 ? 'Comes from nowhere for this reason' : `One of: ${fromStates.join(', ')}`;
      errors.push({ path: `lines.${at}.fromState`, message });
    }
  });
  return { lines, errors };
}

/** Both sides of every line: what leaves one state arrives in the other, or leaves or enters the books. */
export function adjustmentChanges(lines: readonly AdjustmentLine[]): StockChange[] {
  return lines.flatMap(({ batchId, variantId, batchNumber, expiresOn, mrpPaise, fromState, toState, quantity }) => {
    const change = (state: StockState | null, by: number): StockChange[] =>
      state === null ? [] : [{ batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity: by }];
    return [...change(fromState, -quantity), ...change(toState, quantity)];
  });
}

/** At cost. */
export const adjustmentValue = (lines: readonly AdjustmentLine[]): number =>
  lines.reduce((sum, { quantity, costPaise }) => sum + quantity * costPaise, 0);
