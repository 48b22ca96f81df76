import { describe, expect, it } from 'vitest';
import { floorOf, onBasis } from './floor.ts';

const none = { floorPaise: null, marginBasisPoints: null, costPaise: null };

describe('floorOf', () => {
  it('is the price that was set, without its tax where prices are without, rounded up', () => {
    const rule = { ...none, floorPaise: 10_000 };
    expect([floorOf(rule, 500, true), floorOf(rule, 500, false)]).toEqual([10_000, 9_524]);
  });

  it('is the cost with its margin, and with tax where prices have it, rounded up', () => {
    const rule = { ...none, marginBasisPoints: 1_050, costPaise: 4_999 };
    expect([floorOf(rule, 1_200, false), floorOf(rule, 1_200, true)]).toEqual([5_524, 6_187]);
    expect(floorOf({ ...rule, marginBasisPoints: 0 }, 0, true)).toBe(4_999);
  });

  it('is none where nobody set one or no cost is known', () => {
    expect(floorOf(none, 500, true)).toBe(0);
    expect(floorOf({ ...none, marginBasisPoints: 500 }, 500, true)).toBe(0);
    expect(floorOf({ ...none, costPaise: 500 }, 500, true)).toBe(0);
  });

  it('goes by the price where both are there', () => {
    expect(floorOf({ floorPaise: 1, marginBasisPoints: 1, costPaise: 10_000 }, 500, true)).toBe(1);
  });
});

describe('onBasis', () => {
  it('leaves a price alone that is as the cart is', () => {
    expect([onBasis(10_001, true, true, 500), onBasis(10_001, false, false, 500)]).toEqual([10_001, 10_001]);
  });

  it('takes tax out and puts it on, to the nearest paisa', () => {
    expect([onBasis(10_000, true, false, 500), onBasis(9_524, false, true, 500)]).toEqual([9_524, 10_000]);
    expect(onBasis(10, false, true, 500)).toBe(11);
  });
});
