import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumPaise } from '#platform/money';
import { chargedPaise, landCharges, pieceCostPaise, returnedPaise, taxOnTop, taxPaiseOf } from './purchase-cost.ts';

const anyPaise = fc.integer({ min: 0, max: 100_000_000 });
const anyPieces = fc.integer({ min: 1, max: 100_000 });
const anyLine = fc.record({ netPaise: anyPaise, pieces: anyPieces });
const anyRate = fc.constantFrom(0, 500, 1_200, 1_800, 2_800, 4_000);

describe('what a supplier charges', () => {
  it('is the cost of the pieces less the discount', () => {
    expect(chargedPaise(10_000, 10, 1_000)).toBe(90_000);
    expect(chargedPaise(3_333, 3, 333)).toBe(9_999 - 333);
  });

  it('is never more than without the discount and never below nothing', () => {
    fc.assert(
      fc.property(anyPaise, anyPieces, fc.integer({ min: 0, max: 10_000 }), (cost, pieces, discount) => {
        const charged = chargedPaise(cost, pieces, discount);
        expect(charged).toBeGreaterThanOrEqual(0);
        expect(charged).toBeLessThanOrEqual(cost * pieces);
      }),
    );
  });
});

describe('tax on top of a purchase', () => {
  it('is halved between CGST and SGST within a state and IGST beyond it', () => {
    expect(taxOnTop(100_000, 500, 'within_state')).toEqual({ cgstPaise: 2_500, sgstPaise: 2_500, igstPaise: 0 });
    expect(taxOnTop(100_000, 500, 'between_states')).toEqual({ cgstPaise: 0, sgstPaise: 0, igstPaise: 5_000 });
  });

  it('has equal halves for every amount, which differ from the whole by a paisa at most', () => {
    fc.assert(
      fc.property(anyPaise, anyRate, (net, rate) => {
        const within = taxOnTop(net, rate, 'within_state');
        expect(within.cgstPaise).toBe(within.sgstPaise);
        expect(Math.abs(taxPaiseOf(within) - taxPaiseOf(taxOnTop(net, rate, 'between_states')))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('landed cost', () => {
  it('goes to the lines by their value', () => {
    const lines = [
      { netPaise: 90_000, pieces: 10 },
      { netPaise: 10_000, pieces: 90 },
    ];
    expect(landCharges(1_000, lines)).toEqual([900, 100]);
  });

  it('goes by pieces where all of it is free', () => {
    const lines = [
      { netPaise: 0, pieces: 1 },
      { netPaise: 0, pieces: 3 },
    ];
    expect(landCharges(1_000, lines)).toEqual([250, 750]);
  });

  it('sums to the charges to the paisa, for any delivery: no rounding drifts (india-compliance#655, odoo#112308)', () => {
    fc.assert(
      fc.property(anyPaise, fc.array(anyLine, { minLength: 1, maxLength: 40 }), (charges, lines) => {
        const shares = landCharges(charges, lines);
        expect(sumPaise(shares)).toBe(charges);
        for (const share of shares) expect(share).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('free goods (10 + 1)', () => {
  it('lower what a piece has cost', () => {
    expect(pieceCostPaise(110_000, 10)).toBe(11_000);
    expect(pieceCostPaise(110_000, 11)).toBe(10_000);
  });

  it('never raise it, however many come along', () => {
    fc.assert(
      fc.property(anyPaise, anyPieces, fc.nat(100_000), (value, paid, free) => {
        expect(pieceCostPaise(value, paid + free)).toBeLessThanOrEqual(pieceCostPaise(value, paid));
      }),
    );
  });
});

describe('what goes back of a charge', () => {
  it('sums to the charge exactly over any sequence of returns, and free pieces bring nothing', () => {
    fc.assert(
      fc.property(
        anyPaise,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
        fc.nat(20),
        (net, parts, free) => {
          const paid = parts.reduce((sum, part) => sum + part, 0);
          let before = 0;
          let back = 0;
          for (const part of [...parts, free]) {
            const value = returnedPaise(net, paid, before, part);
            expect(value).toBeGreaterThanOrEqual(0);
            back += value;
            before += part;
          }
          expect(back).toBe(net);
        },
      ),
    );
  });
});
