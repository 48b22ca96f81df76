import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenOn, openSlots, type WeeklySlot, wallMinutes } from './slot-days.ts';

const sunday: WeeklySlot = {
  id: 'slot',
  method: 'standard',
  zoneId: null,
  weekday: 7,
  from: '10:00',
  to: '12:00',
  cutOffMinutes: 120,
  capacity: 5,
};
/** 22 November 2026 is a Sunday; 08:00 in Pune is 02:30 in Greenwich. */
const at = (time: string) => new Date(`2026-11-${time}:00.000Z`);
const openAt = (time: string, timeZone = 'Asia/Kolkata') => isOpenOn(sunday, '2026-11-22', timeZone, at(time));

describe('a slot', () => {
  it('can be chosen up to the minute before its cut-off on the store’s wall', () => {
    expect([openAt('22T02:29'), openAt('22T02:30')]).toEqual([true, false]);
  });

  it('goes by the time zone of its store, not by that of the machine', () => {
    expect(openAt('22T02:30', 'Europe/London')).toBe(true);
    expect([openAt('21T21:59', 'Pacific/Kiritimati'), openAt('21T18:00', 'Pacific/Kiritimati')]).toEqual([
      false,
      false,
    ]);
  });

  it('can close on the day before, when its cut-off is long', () => {
    const early = { ...sunday, cutOffMinutes: 24 * 60 };
    expect(isOpenOn(early, '2026-11-22', 'Asia/Kolkata', at('21T04:29'))).toBe(true);
    expect(isOpenOn(early, '2026-11-22', 'Asia/Kolkata', at('21T04:30'))).toBe(false);
  });

  it('is there on its own day of the week only, and on no day that the calendar lacks', () => {
    for (const day of ['2026-11-21', '2026-11-23', '2026-02-31', '2026-13-01', 'tomorrow']) {
      expect(isOpenOn(sunday, day, 'Asia/Kolkata', at('01T00:00'))).toBe(false);
    }
  });

  it('is offered on a day exactly if it can be chosen then, for any zone, moment and slot', () => {
    const anySlot = fc.record({
      weekday: fc.integer({ min: 1, max: 7 }),
      hour: fc.integer({ min: 0, max: 22 }),
      cutOffMinutes: fc.nat(10_080),
    });
    const zones = fc.constantFrom('Asia/Kolkata', 'America/New_York', 'Pacific/Auckland', 'UTC');
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(anySlot, zones, moments, ({ weekday, hour, cutOffMinutes }, timeZone, now) => {
        const from = `${String(hour).padStart(2, '0')}:00`;
        const slot = { ...sunday, weekday, from, to: '23:30', cutOffMinutes };
        const offered = openSlots([slot], { timeZone, at: now, days: 14 });
        expect(offered.length).toBeLessThanOrEqual(2);
        for (const { day } of offered) {
          expect(isOpenOn(slot, day, timeZone, now)).toBe(true);
          const beginsAt = Date.parse(`${day}T${from}:00.000Z`) / 60_000;
          expect(wallMinutes(timeZone, now)).toBeLessThan(beginsAt - cutOffMinutes);
          expect(new Date(`${day}T00:00:00.000Z`).getUTCDay() || 7).toBe(weekday);
        }
      }),
    );
  });
});
