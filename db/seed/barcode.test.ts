import { describe, expect, it } from 'vitest';
import { inStoreBarcode, isEan13 } from './barcode.ts';

describe('an EAN-13', () => {
  it('checks out for printed examples', () => {
    expect(isEan13('4006381333931')).toBe(true);
    expect(isEan13('5901234123457')).toBe(true);
    expect(isEan13('5901234123458')).toBe(false);
    expect(isEan13('590123412345')).toBe(false);
  });

  it('made in the shop carries the in-store prefix and a valid check digit', () => {
    for (const number of [0, 1, 42, 99_999_999_999]) {
      expect(inStoreBarcode(number)).toMatch(/^2\d{12}$/);
      expect(isEan13(inStoreBarcode(number))).toBe(true);
    }
  });
});
