import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateByLargestRemainder, inr, sumPaise } from './money.ts';

describe('inr', () => {
  it('names the currency beside the paise', () => {
    expect(inr(12_550)).toEqual({ amount: 12_550, currency: 'INR' });
  });
});

describe('sumPaise', () => {
  it('adds, and is nothing for nothing', () => {
    expect(sumPaise([250, -100, 5])).toBe(155);
    expect(sumPaise([])).toBe(0);
  });

  it('refuses a sum that a number cannot count exactly', () => {
    expect(sumPaise([Number.MAX_SAFE_INTEGER])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => sumPaise([Number.MAX_SAFE_INTEGER, 1])).toThrow('An amount of money left the exact range');
  });
});

describe('allocateByLargestRemainder', () => {
  it('gives what is left over to the largest remainders, and to the first of equal ones', () => {
    expect(allocateByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocateByLargestRemainder(10, [11, 55, 34])).toEqual([1, 6, 3]);
    expect(allocateByLargestRemainder(2, [3, 5, 5, 5])).toEqual([0, 1, 1, 0]);
    expect(allocateByLargestRemainder(1, [1, 2, 3])).toEqual([0, 0, 1]);
  });

  it('splits what is given back as it splits what is paid, with the sign turned', () => {
    expect(allocateByLargestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
  });

  it('gives all to the first where no weight counts, and nothing to nobody', () => {
    expect(allocateByLargestRemainder(7, [0, 0, 0])).toEqual([7, 0, 0]);
    expect(allocateByLargestRemainder(7, [])).toEqual([]);
  });

  it('sums to the total, each part within one paisa of its exact share, for any weights', () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), weights, (total, parts) => {
        const shares = allocateByLargestRemainder(total, parts);
        const sum = parts.reduce((a, b) => a + b, 0);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
        if (sum === 0) return;
        for (const [at, share] of shares.entries()) {
          expect(Math.abs(share - (total * (parts[at] ?? 0)) / sum)).toBeLessThan(1);
        }
      }),
    );
  });
});
