import { describe, expect, it } from 'vitest';
import { availabilityBand } from './availability.ts';
import { addDays, isSellable } from './is-sellable.ts';

describe('isSellable', () => {
  it('includes the expiry day', () => {
    expect(isSellable({ expiresOn: '2026-11-22' }, '2026-11-22', 'web')).toBe(true);
    expect(isSellable({ expiresOn: '2026-11-21' }, '2026-11-22', 'web')).toBe(false);
  });

  it('is never blocked by a missing expiry', () => {
    for (const channel of ['web', 'till', 'dealer'] as const) {
      expect(isSellable({ expiresOn: null }, '2099-01-01', channel)).toBe(true);
    }
  });

  it('leaves dealers a year to sell on', () => {
    expect(isSellable({ expiresOn: '2027-11-22' }, '2026-11-22', 'dealer')).toBe(true);
    expect(isSellable({ expiresOn: '2027-11-21' }, '2026-11-22', 'dealer')).toBe(false);
  });
});

describe('addDays', () => {
  it('crosses the ends of months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('availabilityBand', () => {
  it('says out at none, low up to five, and in stock above', () => {
    expect([-1, 0, 1, 5, 6].map(availabilityBand)).toEqual(['out', 'out', 'low', 'low', 'in_stock']);
  });
});
