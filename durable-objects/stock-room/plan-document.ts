import { fail, type Result, succeed } from '#platform/errors';
import type { BatchFacts, BatchStanding, Shortage, StockChange, StockDocument, StockState } from '#platform/objects';
import { stockStates } from '#platform/stock-room-door';
import { noQuantities, type Quantities } from './batch-records.ts';

/** A delivery of 5,000 lines, each of them out of one state and into another: what an object writes in one turn. */
const MAX_CHANGES = 10_000;
/** More than any document moves of one batch; keeps every sum of a store inside 53 bits. */
const MAX_QUANTITY = 1_000_000;
const MAX_KEY_LENGTH = 400;

/** What a document comes to for one batch. */
export interface BatchChange {
  facts: BatchFacts;
  by: Quantities;
}

/** Pieces of a batch in a state that are promised to somebody and must stay. */
export type ReservedOf = (batchId: string, state: StockState) => number;

/** What a document nets to by batch, or what is wrong with it as it is written. */
export function netChanges({ key, changes }: StockDocument): Result<Map<string, BatchChange>> {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH) {
    return fail('invalid_input', `A stock document needs a key of 1 to ${MAX_KEY_LENGTH} characters.`);
  }
  if (changes.length === 0 || changes.length > MAX_CHANGES || !changes.every(isWellFormed)) {
    return fail('invalid_input', `A stock document has 1 to ${MAX_CHANGES} changes of 1 to ${MAX_QUANTITY} pieces.`);
  }
  const net = new Map<string, BatchChange>();
  for (const { state, quantity, ...facts } of changes) {
    const known = net.get(facts.batchId);
    if (known !== undefined && known.facts.variantId !== facts.variantId) return otherVariant(facts);
    const change = known ?? { facts, by: noQuantities() };
    change.by[state] += quantity;
    net.set(facts.batchId, change);
  }
  return succeed(net);
}

/**
 * Whether a document can be booked on what stands here: no state may fall below zero, nor below what is promised of it.
 * Answers every shortage at once.
 */
export function checkDocument(
  net: ReadonlyMap<string, BatchChange>,
  standing: readonly BatchStanding[],
  reservedOf: ReservedOf,
): Result<true> {
  const known = new Map(standing.map((batch) => [batch.batchId, batch]));
  const shortages: Shortage[] = [];
  for (const [batchId, { facts, by }] of net) {
    const batch = known.get(batchId);
    if (batch !== undefined && batch.variantId !== facts.variantId) return otherVariant(facts);
    for (const state of stockStates) {
      const free = (batch?.quantities[state] ?? 0) - reservedOf(batchId, state);
      if (by[state] >= 0 || free + by[state] >= 0) continue;
      const available = Math.max(free, 0);
      shortages.push({ variantId: facts.variantId, batchId, state, requested: -by[state], available });
    }
  }
  if (shortages.length === 0) return succeed(true);
  return fail('out_of_stock', 'There is less of it than the document takes.', { extensions: { lines: shortages } });
}

/** The same for the same document, however its fields were ordered. */
export const contentOf = ({ kind, reference, changes }: StockDocument): string =>
  JSON.stringify([
    kind,
    reference,
    changes.map(({ batchId, variantId, batchNumber, expiresOn, mrpPaise, state, quantity }) => [
      batchId,
      variantId,
      batchNumber,
      expiresOn,
      mrpPaise,
      state,
      quantity,
    ]),
  ]);

const isWellFormed = ({ state, quantity }: StockChange): boolean =>
  stockStates.includes(state) && Number.isInteger(quantity) && quantity !== 0 && Math.abs(quantity) <= MAX_QUANTITY;

const otherVariant = ({ batchId, batchNumber }: BatchFacts): Result<never> =>
  fail('conflict', `Batch ${batchNumber} stands here under another variant.`, { extensions: { batchId } });
