import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSellable } from '#modules/inventory';
import { daysAfter, daysBetween } from './calendar-days.ts';
import { lastDayOfSale } from './sell-by-day.ts';

describe('the last day of sale', () => {
  it('is the last one on which the shop itself sells a batch, for any expiry and channel', () => {
    const anyDay = fc.nat(20_000).map((days) => daysAfter('2020-01-01', days));
    fc.assert(
      fc.property(anyDay, fc.constantFrom('web', 'till', 'dealer'), (expiresOn, channel) => {
        const last = lastDayOfSale(expiresOn, channel);
        const batch = { expiresOn, blockedFor: null };
        expect(isSellable(batch, last, channel)).toBe(true);
        expect(isSellable(batch, daysAfter(last, 1), channel)).toBe(false);
        expect(daysBetween(last, expiresOn)).toBeGreaterThan(0);
      }),
    );
  });
});
