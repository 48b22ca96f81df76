import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTax, principalRate, splitTax, sumSplits, supplyKind, untaxedWithin } from './gst.ts';

const rates = [0, 500, 1200, 1800, 2800, 4000] as const;
const anyAmount = fc.record({
  totalPaise: fc.integer({ min: 0, max: 5_000_000 }),
  rateBasisPoints: fc.constantFrom(...rates),
});
const anyBill = fc.array(anyAmount, { maxLength: 40 });

describe('splitTax', () => {
  it('takes 5 % out of Rs 105.00: taxable 100.00, CGST 2.50, SGST 2.50', () => {
    expect(splitTax([{ totalPaise: 10_500, rateBasisPoints: 500 }], 'within_state')).toEqual([
      { taxablePaise: 10_000, cgstPaise: 250, sgstPaise: 250, igstPaise: 0 },
    ]);
  });

  it('bills the same goods with IGST 5.00 when they cross a border', () => {
    expect(splitTax([{ totalPaise: 10_500, rateBasisPoints: 500 }], 'between_states')).toEqual([
      { taxablePaise: 10_000, cgstPaise: 0, sgstPaise: 0, igstPaise: 500 },
    ]);
  });

  it.each(rates)(
    'rounding drifts (india-compliance#655, odoo#112308): never, on any price from Rs 0.01 to Rs 10,000.00 at %d basis points',
    (rateBasisPoints) => {
      let firstWrong: number | undefined;
      for (let totalPaise = 1; totalPaise <= 1_000_000 && firstWrong === undefined; totalPaise++) {
        const exactTax = (totalPaise * rateBasisPoints) / (10_000 + rateBasisPoints);
        const [same] = splitTax([{ totalPaise, rateBasisPoints }], 'within_state');
        const [other] = splitTax([{ totalPaise, rateBasisPoints }], 'between_states');
        const holds =
          same !== undefined &&
          other !== undefined &&
          same.cgstPaise === same.sgstPaise &&
          same.taxablePaise + same.cgstPaise + same.sgstPaise === totalPaise &&
          Math.abs(same.cgstPaise - exactTax / 2) <= 0.5 &&
          same.taxablePaise >= 0 &&
          other.taxablePaise + other.igstPaise === totalPaise &&
          Math.abs(other.igstPaise - exactTax) <= 0.5 &&
          other.cgstPaise + other.sgstPaise + same.igstPaise === 0;
        if (!holds) firstWrong = totalPaise;
      }
      expect(firstWrong).toBeUndefined();
    },
  );

  it('sums to the paisa, line by line and over the bill, for any bill', () => {
    fc.assert(
      fc.property(anyBill, fc.constantFrom('within_state', 'between_states'), (bill, kind) => {
        const splits = splitTax(bill, kind);
        for (const [index, { taxablePaise, cgstPaise, sgstPaise, igstPaise }] of splits.entries()) {
          expect(taxablePaise + cgstPaise + sgstPaise + igstPaise).toBe(bill[index]?.totalPaise);
          expect(cgstPaise).toBe(sgstPaise);
          expect(Math.min(taxablePaise, cgstPaise, igstPaise)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the tax of each rate within half a paisa of the exact one', () => {
    fc.assert(
      fc.property(anyBill, (bill) => {
        const splits = splitTax(bill, 'within_state');
        for (const rate of rates) {
          const exact = bill.reduce((tax, { totalPaise, rateBasisPoints }) => {
            return rateBasisPoints === rate && totalPaise > 1 ? tax + (totalPaise * rate) / (10_000 + rate) / 2 : tax;
          }, 0);
          const billed = splits.filter((_, index) => bill[index]?.rateBasisPoints === rate);
          expect(Math.abs(sumSplits(billed).cgstPaise - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stays exact where a double would not: ninety trillion rupees', () => {
    const totalPaise = 9_000_000_000_000_001;
    const [split] = splitTax([{ totalPaise, rateBasisPoints: 1800 }], 'between_states');
    expect((split?.taxablePaise ?? 0) + (split?.igstPaise ?? 0)).toBe(totalPaise);
    expect(split?.igstPaise).toBe(1_372_881_355_932_204);
  });

  it('leaves lines of one paisa untaxed rather than negative', () => {
    const bill = Array.from({ length: 7 }, () => ({ totalPaise: 1, rateBasisPoints: 4000 }));
    expect(sumSplits(splitTax(bill, 'within_state'))).toEqual({
      taxablePaise: 7,
      cgstPaise: 0,
      sgstPaise: 0,
      igstPaise: 0,
    });
  });

  it('has nothing to split on an empty bill', () => {
    expect(splitTax([], 'within_state')).toEqual([]);
  });
});

const totalOf = (split: ReturnType<typeof addTax>[number] | undefined): number =>
  split === undefined ? Number.NaN : split.taxablePaise + split.cgstPaise + split.sgstPaise + split.igstPaise;

describe('addTax', () => {
  it('puts 5 % on Rs 100.00: CGST 2.50, SGST 2.50, or IGST 5.00 over a border', () => {
    const amounts = [{ taxablePaise: 10_000, rateBasisPoints: 500 }];
    expect(addTax(amounts, 'within_state')).toEqual([
      { taxablePaise: 10_000, cgstPaise: 250, sgstPaise: 250, igstPaise: 0 },
    ]);
    expect(addTax(amounts, 'between_states')).toEqual([
      { taxablePaise: 10_000, cgstPaise: 0, sgstPaise: 0, igstPaise: 500 },
    ]);
  });

  it('works tax out once for each rate, so that lines do not round one by one', () => {
    const lines = Array.from({ length: 3 }, () => ({ taxablePaise: 10, rateBasisPoints: 1_200 }));
    const taxes = addTax([...lines, { taxablePaise: 100, rateBasisPoints: 0 }], 'between_states').map(
      ({ igstPaise }) => igstPaise,
    );
    // 12 % of 30 paise are 3.6: four paise, not three times one.
    expect(taxes).toEqual([2, 1, 1, 0]);
  });

  it.each(rates)(
    'rounding drifts (india-compliance#655, odoo#112308): never, on top of any amount from Rs 0.01 to Rs 10,000.00 at %d basis points',
    (rateBasisPoints) => {
      let firstWrong: number | undefined;
      for (let taxablePaise = 1; taxablePaise <= 1_000_000 && firstWrong === undefined; taxablePaise++) {
        const exactTax = (taxablePaise * rateBasisPoints) / 10_000;
        const [same] = addTax([{ taxablePaise, rateBasisPoints }], 'within_state');
        const [other] = addTax([{ taxablePaise, rateBasisPoints }], 'between_states');
        const holds =
          same !== undefined &&
          other !== undefined &&
          same.taxablePaise === taxablePaise &&
          other.taxablePaise === taxablePaise &&
          same.cgstPaise === same.sgstPaise &&
          Math.abs(same.cgstPaise - exactTax / 2) <= 0.5 &&
          Math.abs(other.igstPaise - exactTax) <= 0.5 &&
          other.cgstPaise + other.sgstPaise + same.igstPaise === 0;
        if (!holds) firstWrong = taxablePaise;
      }
      expect(firstWrong).toBeUndefined();
    },
  );

  it('sums its lines to the tax of the whole bill', () => {
    fc.assert(
      fc.property(anyBill, fc.constantFrom('within_state', 'between_states'), (bill, kind) => {
        const amounts = bill.map(({ totalPaise: taxablePaise, rateBasisPoints }) => ({
          taxablePaise,
          rateBasisPoints,
        }));
        const splits = addTax(amounts, kind);
        const exact =
          amounts.reduce((sum, { taxablePaise, rateBasisPoints }) => sum + taxablePaise * rateBasisPoints, 0) / 10_000;
        const { cgstPaise, sgstPaise, igstPaise } = sumSplits(splits);
        expect(Math.abs(cgstPaise + sgstPaise + igstPaise - exact)).toBeLessThanOrEqual(rates.length);
        expect(splits.map(({ taxablePaise }) => taxablePaise)).toEqual(amounts.map(({ taxablePaise }) => taxablePaise));
      }),
    );
  });
});

describe('untaxedWithin', () => {
  it('is a price whose total never exceeds the printed one, by whatever piece, rate and neighbours', () => {
    const anyPack = fc.record({
      mrpPaise: fc.integer({ min: 1, max: 50_000 }),
      quantity: fc.integer({ min: 1, max: 40 }),
      rateBasisPoints: fc.constantFrom(...rates),
    });
    fc.assert(
      fc.property(
        fc.array(anyPack, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('within_state', 'between_states'),
        (packs, kind) => {
          const amounts = packs.map(({ mrpPaise, quantity, rateBasisPoints }) => ({
            taxablePaise: untaxedWithin(mrpPaise, rateBasisPoints) * quantity,
            rateBasisPoints,
          }));
          for (const [index, split] of addTax(amounts, kind).entries()) {
            const { mrpPaise, quantity } = packs[index] ?? { mrpPaise: 0, quantity: 0 };
            expect(totalOf(split)).toBeLessThanOrEqual(mrpPaise * quantity);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('comes within a few paise of it: Rs 105.00 at 5 % allow Rs 99.97', () => {
    expect(untaxedWithin(10_500, 500)).toBe(9_997);
    expect(untaxedWithin(2, 500)).toBe(0);
  });
});

describe('supplyKind', () => {
  it('stays within the state when the goods do, and crosses a border otherwise', () => {
    expect(supplyKind('27', '27')).toBe('within_state');
    expect(supplyKind('27', '29')).toBe('between_states');
  });
});

describe('principalRate', () => {
  it('is the rate of most of the bill', () => {
    const bill = [
      { totalPaise: 600, rateBasisPoints: 1800 },
      { totalPaise: 400, rateBasisPoints: 500 },
      { totalPaise: 300, rateBasisPoints: 500 },
    ];
    expect(principalRate(bill)).toBe(500);
  });

  it('is the higher rate when two weigh the same, and nothing on an empty bill', () => {
    const bill = [
      { totalPaise: 100, rateBasisPoints: 500 },
      { totalPaise: 100, rateBasisPoints: 1800 },
    ];
    expect(principalRate(bill)).toBe(1800);
    expect(principalRate([])).toBe(0);
  });
});
