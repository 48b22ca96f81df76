import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposePurchase, type ReorderFacts, windowDaysOf } from './propose-purchase.ts';

const facts = (change: Partial<ReorderFacts> = {}): ReorderFacts => ({
  soldQuantity: 90,
  windowDays: 90,
  onHand: 5,
  inTransit: 0,
  onOrder: 0,
  leadTimeDays: 10,
  reviewPeriodDays: 7,
  safetyDays: 3,
  safetyStock: null,
  reorderPoint: null,
  packMultiple: 12,
  minimumQuantity: 24,
  ...change,
});

describe('a purchase proposal', () => {
  it('fills up to the demand of lead time and review period and the reserve, in whole packs', () => {
    expect(proposePurchase(facts({ minimumQuantity: 0 }))).toEqual({
      quantity: 24,
      reorderPoint: 13,
      targetStock: 20,
      position: 5,
    });
  });

  it('never goes below the minimum', () => {
    expect(proposePurchase(facts({ onHand: 13, minimumQuantity: 100 }))?.quantity).toBe(108);
  });

  it('is none while what is there, on its way or on order lasts', () => {
    expect(proposePurchase(facts({ onHand: 14 }))).toBeUndefined();
    expect(proposePurchase(facts({ onHand: 0, inTransit: 7, onOrder: 7 }))).toBeUndefined();
    expect(proposePurchase(facts({ onHand: 13 }))).toBeDefined();
  });

  it('is none for what nobody buys, unless somebody set a point', () => {
    expect(proposePurchase(facts({ soldQuantity: 0, onHand: 0 }))).toBeUndefined();
    expect(proposePurchase(facts({ soldQuantity: 0, onHand: 0, reorderPoint: 6 }))?.quantity).toBe(24);
    expect(proposePurchase(facts({ soldQuantity: 0, onHand: 0, safetyStock: 6 }))?.quantity).toBe(24);
  });

  const quantity = fc.nat(5_000);
  const anyFacts: fc.Arbitrary<ReorderFacts> = fc.record({
    soldQuantity: quantity,
    windowDays: fc.integer({ min: 1, max: 365 }),
    onHand: quantity,
    inTransit: quantity,
    onOrder: quantity,
    leadTimeDays: fc.nat(120),
    reviewPeriodDays: fc.integer({ min: 1, max: 60 }),
    safetyDays: fc.nat(60),
    safetyStock: fc.option(quantity),
    reorderPoint: fc.option(quantity),
    packMultiple: fc.integer({ min: 1, max: 144 }),
    minimumQuantity: fc.nat(500),
  });

  it('is whole packs, at least the minimum, reaches the target and not a pack more than it must', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const proposal = proposePurchase(any);
        if (proposal === undefined) return;
        expect(proposal.quantity % any.packMultiple).toBe(0);
        expect(proposal.quantity).toBeGreaterThanOrEqual(any.minimumQuantity);
        expect(proposal.position + proposal.quantity).toBeGreaterThanOrEqual(proposal.targetStock);
        const must = Math.max(any.minimumQuantity, proposal.targetStock - proposal.position);
        expect(proposal.quantity - must).toBeLessThan(any.packMultiple);
      }),
    );
  });

  it('is not made again once it is on order', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const proposal = proposePurchase(any);
        if (proposal === undefined) return;
        expect(proposePurchase({ ...any, onOrder: any.onOrder + proposal.quantity })).toBeUndefined();
      }),
    );
  });
});

describe('the window of demand', () => {
  it('is not longer than the store has moved anything', () => {
    expect(windowDaysOf('2026-11-12', '2026-11-22', 90)).toBe(10);
    expect(windowDaysOf('2026-01-01', '2026-11-22', 90)).toBe(90);
    expect(windowDaysOf('2026-11-22', '2026-11-22', 90)).toBe(1);
    expect(windowDaysOf(null, '2026-11-22', 90)).toBe(90);
  });
});
