import { describe, expect, it } from 'vitest';
import { nextDayStartMs, StoreCalendar } from './store-calendar.ts';

const at = (instant: string) => Date.parse(instant);

describe('nextDayStartMs', () => {
  it('is midnight in the time zone of the store', () => {
    expect(nextDayStartMs('Asia/Kolkata', at('2026-11-22T06:30:00Z'))).toBe(at('2026-11-22T18:30:00Z'));
    expect(nextDayStartMs('Asia/Kolkata', at('2026-11-22T18:30:00Z'))).toBe(at('2026-11-23T18:30:00Z'));
  });

  it('knows days of 23 and 25 hours', () => {
    expect(nextDayStartMs('Europe/Berlin', at('2026-03-28T23:00:00Z'))).toBe(at('2026-03-29T22:00:00Z'));
    expect(nextDayStartMs('Europe/Berlin', at('2026-10-24T22:00:00Z'))).toBe(at('2026-10-25T23:00:00Z'));
  });
});

describe('StoreCalendar', () => {
  it('turns the page on the millisecond, and back when asked about an earlier time', () => {
    const calendar = new StoreCalendar('Asia/Kolkata');
    const midnight = at('2026-11-22T18:30:00Z');
    expect(calendar.dayAt(midnight - 1)).toBe('2026-11-22');
    expect(calendar.dayAt(midnight)).toBe('2026-11-23');
    expect(calendar.dayAt(midnight - 1)).toBe('2026-11-22');
  });
});
