import { describe, expect, it } from 'vitest';
import { codesFor } from './coupon-codes.ts';

describe('codesFor', () => {
  it('makes as many as are wanted, no two alike, of letters and digits that nobody confuses', async () => {
    const codes = await codesFor('secret', 'SPRING-', 1_000);
    expect(new Set(codes).size).toBe(1_000);
    expect(codes.every((code) => /^SPRING-[A-HJ-NP-Z2-9]{10}$/.test(code))).toBe(true);
    const used = new Set(codes.flatMap((code) => code.slice(7).split('')));
    expect(used.size).toBe(32);
  });

  it('tells nothing of other secrets', async () => {
    expect(await codesFor('other', '', 1)).not.toEqual(await codesFor('secret', '', 1));
  });
});
