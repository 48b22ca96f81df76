import { describe, expect, it } from 'vitest';
import { sampleStores } from './company.ts';
import { gstin, isGstin } from './gstin.ts';

describe('the check character of a GSTIN', () => {
  it('agrees with registrations that are known to be valid', () => {
    expect(isGstin('27AAPFU0939F1ZV')).toBe(true);
    expect(isGstin('29AAGCB7383J1Z4')).toBe(true);
    expect(gstin('27', 'AAPFU0939F')).toBe('27AAPFU0939F1ZV');
  });

  it('finds a wrong one', () => {
    expect(isGstin('07AAACS1234A1Z0')).toBe(false);
    expect(isGstin('27AAPFU0939F1ZW')).toBe(false);
  });

  it('is right for every sample store, in the state of the store', () => {
    for (const store of sampleStores()) {
      expect(isGstin(store.gstin), store.gstin).toBe(true);
      expect(store.gstin.slice(0, 2)).toBe(store.stateCode);
    }
  });
});
