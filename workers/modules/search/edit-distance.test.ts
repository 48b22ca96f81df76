import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBits, editDistance, letterBits, prefixDistance } from './edit-distance.ts';

/** The definition, written out: slow and plainly right. */
function plainDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => d[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const costs = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) costs.push(at(i - 2, j - 2) + 1);
      (d[i] ?? [])[j] = Math.min(...costs);
    }
  }
  return at(a.length, b.length);
}

const anyWord = fc.stringMatching(/^[abc]{0,8}$/);
const anyLimit = fc.integer({ min: 0, max: 4 });

describe('editDistance', () => {
  it.each([
    ['arnica', 'arnica', 0],
    ['arnica', 'arnca', 1],
    ['sulphur', 'sulhpur', 1],
    ['belladonna', 'beladona', 2],
  ])('counts %s to %s as %i', (a, b, edits) => {
    expect(editDistance(a, b, 3)).toBe(edits);
  });

  it('agrees with the definition up to its limit, and says limit + 1 above it', () => {
    fc.assert(
      fc.property(anyWord, anyWord, anyLimit, (a, b, limit) => {
        expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1));
      }),
      { seed: 20261122, numRuns: 3000 },
    );
  });
});

describe('prefixDistance', () => {
  it('is the distance to the nearest beginning', () => {
    fc.assert(
      fc.property(anyWord, anyWord, anyLimit, (a, b, limit) => {
        const beginnings = Array.from({ length: b.length + 1 }, (_, length) => plainDistance(a, b.slice(0, length)));
        expect(prefixDistance(a, b, limit)).toBe(Math.min(...beginnings, limit + 1));
      }),
      { seed: 20261122, numRuns: 3000 },
    );
  });
});

describe('letterBits', () => {
  it('never rules out a word within the allowed edits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,10}$/), fc.stringMatching(/^[a-z]{1,10}$/), (a, b) => {
        expect(countBits(letterBits(a) & ~letterBits(b))).toBeLessThanOrEqual(plainDistance(a, b));
      }),
      { seed: 20261122, numRuns: 3000 },
    );
  });
});
