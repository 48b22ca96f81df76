import { describe, expect, it } from 'vitest';
import { addBatches, addCounts, addTotals } from './shard-sums.ts';
import type { BatchStanding } from './stock-room-door.ts';

function standing(batchId: string, sellable: number, blockedFor: string | null = null): BatchStanding {
  const facts = { batchId, variantId: 'arnica', batchNumber: `N-${batchId}`, expiresOn: '2028-01-31', mrpPaise: 9_500 };
  const quantities = { sellable, in_transit: 1, quarantined: 2, damaged: 3, expired: 4 };
  return { ...facts, quantities, held: sellable - 1, sold: sellable + 1, blockedFor };
}

describe('what shards count', () => {
  it('is added variant by variant while goods stand in two of them', () => {
    const arnica = { variantId: 'arnica', onHand: 5, held: 2, available: 3 };
    const bryonia = { variantId: 'bryonia', onHand: 9, held: 4, available: 1 };
    const rest = { variantId: 'arnica', onHand: 7, held: 1, available: 6 };
    expect(addCounts([[arnica, bryonia], [rest]])).toEqual([
      { variantId: 'arnica', onHand: 12, held: 3, available: 9 },
      bryonia,
    ]);
    expect(arnica.onHand).toBe(5);
  });

  it('lists batches by their ids, wherever they stand', () => {
    const [a, b, c] = [standing('a', 5), standing('b', 6), standing('c', 7)];
    expect(addBatches([[c, a], [b]])).toEqual([a, b, c]);
    expect(addBatches([[a], [b, c]])).toEqual([a, b, c]);
  });

  it('adds up a batch of two shards in each state, and keeps it blocked where one shard blocks it', () => {
    const [one, other] = [standing('a', 5), standing('a', 8, 'Recall 7')];
    const sum = {
      ...one,
      quantities: { sellable: 13, in_transit: 2, quarantined: 4, damaged: 6, expired: 8 },
      held: 11,
      sold: 15,
      blockedFor: 'Recall 7',
    };
    expect(addBatches([[one], [other]])).toEqual([sum]);
    expect(addBatches([[other], [one]])).toEqual([sum]);
    expect(one.quantities.sellable).toBe(5);
  });

  it('makes the totals of the store', () => {
    const totals = addTotals([
      { onHand: 10, held: 3, holds: 2, sold: 7 },
      { onHand: 5, held: 1, holds: 1, sold: 4 },
    ]);
    expect(totals).toEqual({ onHand: 15, held: 4, holds: 3, sold: 11 });
  });
});
