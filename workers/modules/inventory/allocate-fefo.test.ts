import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateFefo, availableOf, byExpiry, type ShelfBatch } from './allocate-fefo.ts';
import { isSellable } from './is-sellable.ts';

const DAY = '2026-11-22';

function batch(batchNumber: string, onHand: number, expiresOn: string | null, held = 0): ShelfBatch {
  const identity = { variantId: 'arnica', batchId: `id-${batchNumber}`, batchNumber };
  return { ...identity, expiresOn, mrpPaise: 9_500, onHand, held, blockedFor: null };
}

const taken = (wanted: number, shelf: readonly ShelfBatch[], day = DAY) => {
  const fefo = allocateFefo(wanted, shelf, day, 'web');
  return fefo.kind === 'short' ? fefo : fefo.allocations.map(({ batchNumber, quantity }) => [batchNumber, quantity]);
};

describe('allocateFefo', () => {
  it('takes the batch that expires first', () => {
    expect(taken(2, [batch('B', 9, '2028-01-31'), batch('A', 9, '2027-06-30')])).toEqual([['A', 2]]);
  });

  it('spills into the next batch when the first runs out', () => {
    expect(taken(5, [batch('B', 9, '2028-01-31'), batch('A', 3, '2027-06-30')])).toEqual([
      ['A', 3],
      ['B', 2],
    ]);
  });

  it('takes a batch without expiry last', () => {
    expect(taken(4, [batch('A', 9, null), batch('B', 3, '2099-12-31')])).toEqual([
      ['B', 3],
      ['A', 1],
    ]);
  });

  it('takes the lower batch number first when two expire on one day', () => {
    expect(taken(1, [batch('B', 9, '2028-01-31'), batch('A', 9, '2028-01-31')])).toEqual([['A', 1]]);
  });

  it('takes batches of one expiry and number by their ids, and the lower number first wherever each is stored', () => {
    const twins = ['z', 'y', 'x'].map((batchId) => ({ ...batch('A', 1, '2028-01-31'), batchId }));
    const other = { ...batch('B', 1, '2028-01-31'), batchId: 'a' };
    for (const shelf of [
      [other, ...twins],
      [...twins.toReversed(), other],
    ]) {
      const ids = shelf.toSorted(byExpiry).map(({ batchId }) => batchId);
      expect(ids).toEqual(['x', 'y', 'z', 'a']);
    }
  });

  it('puts a batch without expiry behind every other, from either side', () => {
    const [dated, endless] = [batch('A', 1, '2028-01-31'), batch('B', 1, null)];
    expect(byExpiry(endless, dated)).toBe(1);
    expect(byExpiry(dated, endless)).toBe(-1);
  });

  it('says that goods are short, and how many there are', () => {
    expect(allocateFefo(3, [batch('A', 2, null)], DAY, 'web')).toEqual({ kind: 'short', available: 2 });
    expect(allocateFefo(1, [batch('A', 0, null, 1)], DAY, 'web')).toEqual({ kind: 'short', available: 0 });
  });

  it('sells a batch on the last day that its channel allows, and leaves it alone on the day after', () => {
    const shelf = [batch('A', 1, '2027-02-22')];
    expect(taken(1, shelf)).toEqual([['A', 1]]);
    expect(taken(1, shelf, '2026-11-23')).toEqual({ kind: 'short', available: 0 });
  });

  it('passes over a blocked batch', () => {
    const shelf = [{ ...batch('A', 9, '2027-06-30'), blockedFor: 'Recall 7' }, batch('B', 2, null)];
    expect(taken(2, shelf)).toEqual([['B', 2]]);
    expect(taken(3, shelf)).toEqual({ kind: 'short', available: 2 });
  });

  it('counts what is held as gone', () => {
    expect(taken(3, [batch('A', 5, null, 3)])).toEqual({ kind: 'short', available: 2 });
  });

  const days = fc
    .integer({ min: 0, max: 500 })
    .map((n) => new Date(Date.UTC(2026, 10, 1 + n)).toISOString().slice(0, 10));
  const shelves = fc
    .array(
      fc
        .record({ onHand: fc.nat(20), held: fc.nat(5), expiresOn: fc.option(days) })
        .map(({ onHand, held, expiresOn }) => ({
          onHand: onHand + held,
          held,
          expiresOn,
        })),
      { maxLength: 8 },
    )
    .map((rows) => rows.map((row, i) => ({ ...batch(`N${i % 5}-${i}`, row.onHand, row.expiresOn, row.held) })));

  it('never takes more than is free, takes in order, and sums exactly, for any shelf', () => {
    fc.assert(
      fc.property(
        shelves,
        fc.integer({ min: 1, max: 60 }),
        days,
        fc.constantFrom('web', 'till', 'dealer'),
        (shelf, wanted, day, channel) => {
          const fefo = allocateFefo(wanted, shelf, day, channel);
          const available = availableOf(shelf, day, channel);
          if (fefo.kind === 'short') {
            expect(fefo.available).toBe(available);
            expect(available).toBeLessThan(wanted);
            return;
          }
          expect(fefo.allocations.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(wanted);
          const ordered = shelf.filter((one) => isSellable(one, day, channel) && one.onHand > one.held).sort(byExpiry);
          for (const [i, { batchId, quantity }] of fefo.allocations.entries()) {
            const source = ordered[i];
            expect(source?.batchId).toBe(batchId);
            const free = (source?.onHand ?? 0) - (source?.held ?? 0);
            const isLast = i === fefo.allocations.length - 1;
            expect(isLast ? quantity <= free && quantity > 0 : quantity === free).toBe(true);
          }
        },
      ),
    );
  });

  it('answers the same whatever the order in which the batches are stored', () => {
    fc.assert(
      fc.property(shelves, fc.integer({ min: 1, max: 30 }), (shelf, wanted) => {
        expect(allocateFefo(wanted, shelf.toReversed(), DAY, 'web')).toEqual(allocateFefo(wanted, shelf, DAY, 'web'));
      }),
    );
  });
});
