import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityBand } from './availability.ts';
import { addMonths, isSellable, keepsFor, sellByHorizons } from './is-sellable.ts';

const batch = (expiresOn: string | null, blockedFor: string | null = null) => ({ expiresOn, blockedFor });
const channels = ['web', 'till', 'dealer'] as const;

describe('keepsFor', () => {
  it('includes the expiry day where the horizon is zero', () => {
    expect(keepsFor('2026-11-22', '2026-11-22', 0)).toBe(true);
    expect(keepsFor('2026-11-21', '2026-11-22', 0)).toBe(false);
  });

  it('never ends where there is no expiry, not even after the last day that can be written', () => {
    expect(keepsFor(null, '2026-11-22', 3)).toBe(true);
  });

  it('counts calendar months, not days', () => {
    expect(keepsFor('2027-02-22', '2026-11-22', 3)).toBe(true);
    expect(keepsFor('2027-02-21', '2026-11-22', 3)).toBe(false);
    expect(keepsFor('2026-05-22', '2026-02-22', 3)).toBe(true);
  });
});

describe('isSellable', () => {
  it.each([
    ['web', '2027-02-22', '2027-02-21'],
    ['till', '2027-02-22', '2027-02-21'],
    ['dealer', '2027-11-22', '2027-11-21'],
  ] as const)('leaves a buyer of %s the time to use it', (channel, last, tooLate) => {
    expect(isSellable(batch(last), '2026-11-22', channel)).toBe(true);
    expect(isSellable(batch(tooLate), '2026-11-22', channel)).toBe(false);
  });

  it.each(channels)('is never blocked by a missing expiry: %s', (channel) => {
    expect(isSellable(batch(null), '2099-01-01', channel)).toBe(true);
  });

  it.each(channels)('never sells a blocked batch, however long it keeps: %s', (channel) => {
    expect(isSellable(batch(null, 'Recall 7'), '2026-11-22', channel)).toBe(false);
    expect(isSellable(batch('2099-01-01', 'Recall 7'), '2026-11-22', channel)).toBe(false);
  });

  it('says for each channel why it stops early', () => {
    for (const channel of channels) expect(sellByHorizons[channel].reason).not.toBe('');
  });
});

describe('addMonths', () => {
  it('crosses the ends of years, and stays in the month where that is shorter', () => {
    expect(addMonths('2026-11-22', 3)).toBe('2027-02-22');
    expect(addMonths('2026-11-30', 3)).toBe('2027-02-28');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2026-12-31', 12)).toBe('2027-12-31');
    expect(addMonths('2026-12-31', 0)).toBe('2026-12-31');
  });

  it('never goes back when the day goes on', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.nat(24), (one, other, months) => {
        const [first, second] = one < other ? [one, other] : [other, one];
        expect(addMonths(first, months) <= addMonths(second, months)).toBe(true);
      }),
    );
  });
});

describe('availabilityBand', () => {
  it('says out at none, low up to five, and in stock above', () => {
    expect([-1, 0, 1, 5, 6].map(availabilityBand)).toEqual(['out', 'out', 'low', 'low', 'in_stock']);
  });
});
