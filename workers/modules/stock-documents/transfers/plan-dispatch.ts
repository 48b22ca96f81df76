import { allocateFefo, type ShelfBatch } from '#modules/inventory';
import { fail, type Result, succeed } from '#platform/errors';
import type { Allocation, BatchStanding, Shortage } from '#platform/objects';

export interface PlannedLine {
  variantId: string;
  quantity: number;
  /** Takes this very batch; null: the one that expires first. */
  batchId: string | null;
}

/** What may be taken must still be good for sale where it goes: the shortest horizon there is. */
const CHANNEL = 'web';

/** A batch of a store as the rule of first expired, first out sees it. */
const shelfBatchOf = (standing: BatchStanding): ShelfBatch => ({
  variantId: standing.variantId,
  batchId: standing.batchId,
  batchNumber: standing.batchNumber,
  expiresOn: standing.expiresOn,
  mrpPaise: standing.mrpPaise,
  onHand: standing.quantities.sellable,
  held: standing.held,
  blockedFor: standing.blockedFor,
});

/**
 * Which batches are taken for some lines: the named ones first, so that nothing takes them away, then what expires first.
 * Lines on one variant share its shelf. All lines or, with the shortages named, none; one allocation a batch.
 */
export function planDispatch(
  lines: readonly PlannedLine[],
  standings: readonly BatchStanding[],
  day: string,
): Result<Allocation[]> {
  const shelves = Map.groupBy(standings.map(shelfBatchOf), ({ variantId }) => variantId);
  const taken = new Map<string, Allocation>();
  const shortages: Shortage[] = [];
  const take = (batch: ShelfBatch, quantity: number) => {
    batch.held += quantity;
    const { variantId, batchId, batchNumber, expiresOn, mrpPaise } = batch;
    const before = taken.get(batchId)?.quantity ?? 0;
    taken.set(batchId, { variantId, batchId, batchNumber, expiresOn, mrpPaise, quantity: before + quantity });
  };
  for (const { variantId, quantity, batchId } of lines.toSorted(
    (a, b) => Number(a.batchId === null) - Number(b.batchId === null),
  )) {
    const shelf = shelves.get(variantId) ?? [];
    if (batchId !== null) {
      const batch = shelf.find((one) => one.batchId === batchId);
      const isBlocked = batch === undefined || batch.blockedFor !== null;
      const available = isBlocked ? 0 : Math.max(0, batch.onHand - batch.held);
      if (batch === undefined || available < quantity) {
        shortages.push({ variantId, requested: quantity, available, batchId, state: 'sellable' });
      } else take(batch, quantity);
      continue;
    }
    const fefo = allocateFefo(quantity, shelf, day, CHANNEL);
    if (fefo.kind === 'short') {
      shortages.push({ variantId, requested: quantity, available: fefo.available });
      continue;
    }
    for (const piece of fefo.allocations) {
      const batch = shelf.find((one) => one.batchId === piece.batchId);
      if (batch !== undefined) take(batch, piece.quantity);
    }
  }
  return shortages.length === 0 ? succeed([...taken.values()]) : outOfStock(shortages);
}

const outOfStock = (lines: Shortage[]): Result<never> =>
  fail('out_of_stock', 'There is not enough of it free in this store.', { extensions: { lines } });
