import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDifferences, latestEntries, needsApproval, valueOfDifferences } from './count-difference.ts';

const pieces = fc.integer({ min: 0, max: 50 });
const moves = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 20 });

describe('countDifferences', () => {
  it('makes the books equal to the shelf however much is sold before and after the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 300 }), pieces, moves, moves, (books, missing, before, after) => {
        const sum = (list: readonly number[]) => list.reduce((total, by) => total + by, 0);
        // The shelf lacks some pieces from the beginning; what is sold or received moves shelf and books alike.
        const shelfAtCount = books - missing + sum(before);
        const booksAtCount = books + sum(before);
        const entry = { batchId: 'b', round: 1, counted: shelfAtCount, expected: booksAtCount, costPaise: 1 };
        const difference = countDifferences([entry])[0]?.difference ?? 0;
        expect(booksAtCount + sum(after) + difference).toBe(shelfAtCount + sum(after));
      }),
    );
  });

  it('leaves out what agrees', () => {
    const entry = { batchId: 'b', round: 1, counted: 7, expected: 7, costPaise: 100 };
    expect(countDifferences([entry])).toEqual([]);
  });

  it('believes the latest round, in whatever order the entries come', () => {
    const first = { batchId: 'b', round: 1, counted: 1, expected: 9, costPaise: 100 };
    const again = { ...first, round: 2, counted: 8 };
    for (const entries of [
      [first, again],
      [again, first],
    ]) {
      expect(latestEntries(entries)).toEqual([again]);
      expect(countDifferences(entries)).toEqual([{ batchId: 'b', difference: -1, costPaise: 100 }]);
    }
  });
});

describe('the value of a count', () => {
  it('adds up gains and losses: a find does not hide a theft', () => {
    const differences = [
      { batchId: 'a', difference: -3, costPaise: 100 },
      { batchId: 'b', difference: 3, costPaise: 100 },
    ];
    expect(valueOfDifferences(differences)).toBe(600);
  });

  it('needs approval above its limit, at it not, and never where there is none', () => {
    expect([needsApproval(101, 100), needsApproval(100, 100), needsApproval(1e12, null)]).toEqual([true, false, false]);
    expect(needsApproval(1, 0)).toBe(true);
  });
});
