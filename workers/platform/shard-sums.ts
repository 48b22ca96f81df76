import { type BatchStanding, type ShelfCount, type StoreTotals, stockStates } from './stock-room-door.ts';

/** What several shards count of the same variants. While a variant moves, part of it is in each. */
export function addCounts(shards: readonly ShelfCount[][]): ShelfCount[] {
  const sums = new Map<string, ShelfCount>();
  for (const count of shards.flat()) {
    const sum = sums.get(count.variantId) ?? { variantId: count.variantId, onHand: 0, held: 0, available: 0 };
    sum.onHand += count.onHand;
    sum.held += count.held;
    sum.available += count.available;
    sums.set(count.variantId, sum);
  }
  return [...sums.values()];
}

/** Batches of several shards in the order of their ids; one that stands in two of them is added up. */
export function addBatches(shards: readonly BatchStanding[][]): BatchStanding[] {
  const sums = new Map<string, BatchStanding>();
  for (const batch of shards.flat()) {
    const before = sums.get(batch.batchId);
    sums.set(batch.batchId, before === undefined ? batch : addBatch(before, batch));
  }
  return [...sums.values()].sort((a, b) => (a.batchId < b.batchId ? -1 : 1));
}

function addBatch(one: BatchStanding, other: BatchStanding): BatchStanding {
  const quantities = { ...one.quantities };
  for (const state of stockStates) quantities[state] += other.quantities[state];
  const blockedFor = one.blockedFor ?? other.blockedFor;
  return { ...one, quantities, held: one.held + other.held, sold: one.sold + other.sold, blockedFor };
}

export const addTotals = (shards: readonly StoreTotals[]): StoreTotals =>
  shards.reduce((sum, { onHand, held, holds, sold }) => ({
    onHand: sum.onHand + onHand,
    held: sum.held + held,
    holds: sum.holds + holds,
    sold: sum.sold + sold,
  }));
