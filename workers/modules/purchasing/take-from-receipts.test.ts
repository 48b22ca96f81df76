import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReturnableLine, takeFromReceipts } from './take-from-receipts.ts';

const line = (receiptId: string, pieces: number, returnedQuantity = 0, batchId = 'a1'): ReturnableLine => ({
  receiptId,
  position: 1,
  batchId,
  pieces,
  returnedQuantity,
});

describe('the receipts that goods go back against', () => {
  it('are taken in their order, each up to what came of it and is not back yet', () => {
    const { parts, short } = takeFromReceipts([{ batchId: 'a1', quantity: 12 }], [line('r1', 10, 3), line('r2', 10)]);
    expect(parts.map(({ receiptId, quantity }) => [receiptId, quantity])).toEqual([
      ['r1', 7],
      ['r2', 5],
    ]);
    expect(short).toEqual([]);
  });

  it('answer how many there are when more is wanted than ever came', () => {
    const wanted = [
      { batchId: 'a1', quantity: 8 },
      { batchId: 'a1', quantity: 8 },
    ];
    expect(takeFromReceipts(wanted, [line('r1', 10)]).short).toEqual([{ wanted: 1, available: 2 }]);
    expect(takeFromReceipts(wanted, [line('r1', 10, 0, 'other')]).short).toHaveLength(2);
  });

  it('never give back more than came, for any returns', () => {
    const anyLine = fc.record({ batchId: fc.constantFrom('a', 'b'), pieces: fc.nat(50), returnedQuantity: fc.nat(50) });
    const anyWanted = fc.record({ batchId: fc.constantFrom('a', 'b'), quantity: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 6 }), fc.array(anyWanted, { maxLength: 6 }), (some, wanted) => {
        const lines = some.map((one, at) => ({ ...one, receiptId: `r${at}`, position: 1 }));
        const { parts, short } = takeFromReceipts(wanted, lines);
        for (const { receiptId, pieces, returnedQuantity } of lines) {
          const back = parts
            .filter((part) => part.receiptId === receiptId)
            .reduce((sum, part) => sum + part.quantity, 0);
          expect(back).toBeLessThanOrEqual(Math.max(0, pieces - returnedQuantity));
        }
        for (const [at, { quantity }] of wanted.entries()) {
          const got = parts.filter((part) => part.wanted === at).reduce((sum, part) => sum + part.quantity, 0);
          expect(got).toBe(short.find((one) => one.wanted === at)?.available ?? quantity);
        }
      }),
    );
  });
});
