import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeApart } from './kit-plan.ts';
import { decant, earliestExpiry, type PackFacts, packDifferences, spreadCost } from './repack-plan.ts';

const pack: PackFacts = {
  variantId: 'v',
  remedyId: 'arn',
  complexCode: null,
  form: 'dilution',
  brandId: 'b',
  potencyScale: 'centesimal',
  potencyValue: 30,
  packQuantity: 500,
  packUnit: 'ml',
};
const small = fc.integer({ min: 1, max: 40 });

describe('decant', () => {
  it('conserves content and cost: what comes out, what is lost and what cannot be split are what went in', () => {
    fc.assert(
      fc.property(
        small,
        small,
        small,
        small,
        fc.nat(1_000_000),
        (sourceQuantity, sourceContent, targetQuantity, targetContent, cost) => {
          const result = decant({
            sourceQuantity,
            sourceContent,
            targetQuantity,
            targetContent,
            sourceCostPaise: cost,
          });
          const went = sourceQuantity * sourceContent;
          const came = targetQuantity * targetContent;
          expect(result === undefined).toBe(came > went);
          if (result === undefined) return;
          expect(came + result.lossAmount).toBe(went);
          expect(targetQuantity * result.costPaise + result.roundingPaise).toBe(sourceQuantity * cost);
          expect(result.roundingPaise).toBeLessThan(targetQuantity);
        },
      ),
    );
  });

  it('bears the cost of what was spilt in what was filled: 500 ml at 800 rupees are 16 bottles at 50', () => {
    const wanted = { sourceQuantity: 1, sourceContent: 500, targetQuantity: 16, targetContent: 30 };
    expect(decant({ ...wanted, sourceCostPaise: 80_000 })).toEqual({
      lossAmount: 20,
      costPaise: 5_000,
      roundingPaise: 0,
    });
  });
});

describe('packDifferences', () => {
  it('lets a pack be filled from another size of the same', () => {
    expect(packDifferences(pack, { ...pack, variantId: 'w', packQuantity: 30 })).toEqual([]);
  });

  it.each([
    ['remedyId', 'bry'],
    ['complexCode', 'R89'],
    ['form', 'globules'],
    ['brandId', 'c'],
    ['potencyScale', 'decimal'],
    ['potencyValue', 200],
    ['packUnit', 'g'],
  ] as const)('refuses another %s, and says so', (field, value) => {
    expect(packDifferences(pack, { ...pack, [field]: value })).toEqual([
      { path: 'targetVariantId', message: expect.stringMatching(/^Is /) },
    ]);
  });
});

describe('earliestExpiry', () => {
  it('is the first day, and none only where there is none at all', () => {
    expect(earliestExpiry([null, '2028-12-31', '2027-01-31'])).toBe('2027-01-31');
    expect(earliestExpiry([null, null])).toBeNull();
    expect(earliestExpiry([])).toBeNull();
  });
});

describe('spreadCost', () => {
  it('never makes a paisa', () => {
    expect(spreadCost(100, 3)).toEqual({ costPaise: 33, roundingPaise: 1 });
  });
});

describe('takeApart', () => {
  const parent = (parentBatchId: string, parentQuantity: number, returnedQuantity = 0) => ({
    repackId: 'r',
    parentBatchId,
    componentVariantId: 'arnica',
    parentQuantity,
    returnedQuantity,
  });
  const parts = [{ componentVariantId: 'arnica', quantity: 2 }];

  it('gives back the later batches first, and no piece twice', () => {
    expect(takeApart(2, parts, [parent('soon', 3), parent('late', 3)])).toEqual([
      { repackId: 'r', parentBatchId: 'late', quantity: 3 },
      { repackId: 'r', parentBatchId: 'soon', quantity: 1 },
    ]);
    expect(takeApart(2, parts, [parent('soon', 3, 3), parent('late', 3, 1)])).toBeUndefined();
  });

  it('gives back exactly what went in, kit by kit, whatever the batches', () => {
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 5 }), (sizes) => {
        const whole = sizes.reduce((sum, size) => sum + size, 0);
        const kits = Math.floor(whole / 2);
        const given = takeApart(
          kits,
          parts,
          sizes.map((size, at) => parent(`b${at}`, size)),
        );
        expect(given?.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(kits * 2);
        expect(
          takeApart(
            kits + 1,
            parts,
            sizes.map((size, at) => parent(`b${at}`, size)),
          ),
        ).toBeUndefined();
      }),
    );
  });
});
