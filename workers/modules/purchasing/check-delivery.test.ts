import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  badDates,
  batchOfLine,
  type DeliveredLine,
  overDeliveries,
  refusedDeviations,
  wrongBatches,
} from './check-delivery.ts';

const line = (change: Partial<DeliveredLine> = {}): DeliveredLine => ({
  variantId: 'arnica',
  batchNumber: 'A1',
  madeOn: '2026-01-01',
  expiresOn: '2030-12-31',
  mrpPaise: 12_500,
  acceptedQuantity: 10,
  rejectedQuantity: 0,
  freeQuantity: 0,
  ...change,
});
const known = [{ id: 'b1', variantId: 'arnica', number: 'A1', expiresOn: '2030-12-31', mrpPaise: 12_500 }];
const day = '2026-11-22';

describe('a batch number', () => {
  it('is the batch that stands with the same expiry and MRP', () => {
    expect(batchOfLine(line(), known)?.id).toBe('b1');
    expect(wrongBatches([line()], known)).toEqual([]);
  });

  it.each([{ mrpPaise: 13_000 }, { expiresOn: '2030-11-30' }, { expiresOn: null }])(
    'is refused with other facts on the pack: %o',
    (change) => {
      expect(wrongBatches([line(change)], known)).toMatchObject([{ kind: 'secondBatch', path: 'lines.0.batchNumber' }]);
      expect(batchOfLine(line(change), known)).toBeUndefined();
    },
  );

  it('is refused when the delivery contradicts itself', () => {
    const contradicting = [line({ batchNumber: 'N' }), line({ batchNumber: 'N', mrpPaise: 1 })];
    expect(wrongBatches(contradicting, known).map(({ path }) => path)).toEqual(['lines.1.batchNumber']);
  });

  it('may stand on another variant', () => {
    expect(wrongBatches([line({ variantId: 'sulphur', mrpPaise: 1 })], known)).toEqual([]);
  });
});

describe('the date on a pack', () => {
  it('lets goods in until the last day of the rule, and sorts out what is expired', () => {
    expect(badDates([line({ expiresOn: '2027-02-20' })], day, 90)).toEqual([]);
    expect(badDates([line({ expiresOn: '2027-02-19' })], day, 90)).toMatchObject([{ kind: 'shortDated' }]);
    expect(badDates([line({ expiresOn: '2026-11-22' })], day, 0)).toEqual([]);
    expect(badDates([line({ expiresOn: '2026-11-21' })], day, 0)).toMatchObject([{ kind: 'expired' }]);
  });

  it('does not matter where there is none, nor for goods that are rejected', () => {
    const rejected = line({ expiresOn: '2020-01-01', acceptedQuantity: 0, rejectedQuantity: 10 });
    expect(badDates([line({ expiresOn: null }), rejected], day, 90)).toEqual([]);
  });

  it('of expired goods can never be accepted', () => {
    const expired = badDates([line({ expiresOn: '2026-11-21' })], day, 0);
    expect(refusedDeviations(expired, { secondBatch: true, shortDated: true, over: true })).toEqual(expired);
  });
});

describe('a delivery over the order', () => {
  const ordered = [{ variantId: 'arnica', quantity: 100, receivedQuantity: 60 }];

  it('is tolerated so far and refused beyond', () => {
    expect(overDeliveries([line({ acceptedQuantity: 45 })], ordered, 500)).toEqual([]);
    expect(overDeliveries([line({ acceptedQuantity: 46 })], ordered, 500)).toMatchObject([{ kind: 'over' }]);
  });

  it('is counted over all batches of a variant', () => {
    const lines = [line({ acceptedQuantity: 40 }), line({ batchNumber: 'B2', acceptedQuantity: 6 })];
    expect(overDeliveries(lines, ordered, 500).map(({ path }) => path)).toEqual(['lines.1.acceptedQuantity']);
  });

  it('never lets in more than order and tolerance, for any split into lines', () => {
    const quantities = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(quantities, fc.integer({ min: 0, max: 3_000 }), (parts, tolerance) => {
        const lines = parts.map((acceptedQuantity) => line({ acceptedQuantity }));
        const sum = parts.reduce((total, part) => total + part, 0);
        const isOver = sum > 40 + Math.floor((100 * tolerance) / 10_000);
        expect(overDeliveries(lines, ordered, tolerance).length > 0).toBe(isOver);
      }),
    );
  });
});
