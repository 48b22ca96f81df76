import type { Allocation, Channel } from '#platform/objects';
import { isSellable } from './is-sellable.ts';

/** What stands on a shelf of one batch. */
export interface ShelfBatch {
  variantId: string;
  batchId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
  onHand: number;
  held: number;
  /** Why nothing of it may be sold, or null. */
  blockedFor: string | null;
}

export type Fefo = { kind: 'allocated'; allocations: Allocation[] } | { kind: 'short'; available: number };

/** First expired first; no expiry goes last; equal ones by batch number, so that the answer never depends on storage order. */
export function byExpiry(a: ShelfBatch, b: ShelfBatch): number {
  if (a.expiresOn !== b.expiresOn) {
    if (a.expiresOn === null) return 1;
    if (b.expiresOn === null) return -1;
    return a.expiresOn < b.expiresOn ? -1 : 1;
  }
  if (a.batchNumber !== b.batchNumber) return a.batchNumber < b.batchNumber ? -1 : 1;
  return a.batchId < b.batchId ? -1 : 1;
}

/** Pieces of one variant that can be promised: on hand and sellable that day, less what is held. */
export function availableOf(batches: readonly ShelfBatch[], day: string, channel: Channel): number {
  let available = 0;
  for (const batch of batches) if (isSellable(batch, day, channel)) available += Math.max(batch.onHand - batch.held, 0);
  return available;
}

/**
 * First expired, first out: takes so many pieces of one variant from its batches, spilling into the next when one runs
 * out. All or nothing: when they do not suffice it answers how many there are.
 */
export function allocateFefo(wanted: number, batches: readonly ShelfBatch[], day: string, channel: Channel): Fefo {
  const allocations: Allocation[] = [];
  let missing = wanted;
  for (const batch of batches.toSorted(byExpiry)) {
    if (missing === 0) break;
    const quantity = Math.min(missing, batch.onHand - batch.held);
    if (quantity <= 0 || !isSellable(batch, day, channel)) continue;
    const { variantId, batchId, batchNumber, expiresOn, mrpPaise } = batch;
    allocations.push({ variantId, batchId, batchNumber, expiresOn, mrpPaise, quantity });
    missing -= quantity;
  }
  return missing === 0 ? { kind: 'allocated', allocations } : { kind: 'short', available: wanted - missing };
}
