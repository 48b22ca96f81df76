import { describe, expect, it } from 'vitest';
import { openScope } from '../sale-terms.ts';
import { faultsOf } from './check-promotion.ts';

const promotion = { scope: openScope, needsCode: false, validFrom: '2026-11-22T12:00:00.000Z', validUntil: null };

describe('faultsOf', () => {
  it('finds none in what makes sense', () => {
    expect(faultsOf(promotion)).toEqual([]);
    expect(faultsOf({ ...promotion, validUntil: '2026-11-22T12:00:00.001Z' })).toEqual([]);
    expect(faultsOf({ ...promotion, needsCode: true, scope: { ...openScope, firstOrderOnly: true } })).toEqual([]);
  });

  it('wants an end after the beginning, and a code where first orders are counted', () => {
    const validUntil = promotion.validFrom;
    expect(faultsOf({ ...promotion, validUntil, scope: { ...openScope, firstOrderOnly: true } })).toEqual([
      { path: 'validUntil', message: 'Must lie after validFrom' },
      { path: 'needsCode', message: 'A promotion for first orders needs a code' },
    ]);
  });
});
