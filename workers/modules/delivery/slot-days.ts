import type { DeliveryMethod } from '#platform/delivery-terms';

/** A time of the week, as it stands in the records. */
export interface WeeklySlot {
  id: string;
  method: DeliveryMethod;
  zoneId: string | null;
  /** ISO 8601: 1 is Monday. */
  weekday: number;
  from: string;
  to: string;
  cutOffMinutes: number;
  capacity: number;
}

/** The same on one calendar day (YYYY-MM-DD). */
export interface SlotOnDay extends WeeklySlot {
  day: string;
}

const DAY_MINUTES = 24 * 60;
const DAY_MS = 86_400_000;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What a calendar and a clock on the wall of a store show, as minutes since the first day of 1970. */
export function wallMinutes(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return (
    dayNumber(`${part('year')}-${part('month')}-${part('day')}`) * DAY_MINUTES +
    minutesOf(`${part('hour')}:${part('minute')}`)
  );
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / DAY_MS;
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);
/** The first day of 1970 was a Thursday. */
const weekdayOf = (number: number): number => ((((number + 3) % 7) + 7) % 7) + 1;

/** Whether a slot can still be chosen: strictly before its cut-off on the store's wall, and on its day of the week. */
export function isOpenOn(slot: WeeklySlot, day: string, timeZone: string, at: Date): boolean {
  const number = dayNumber(day);
  // The thirty-first of February is a day in March to the calendar of JavaScript, and none to the records.
  if (!Number.isInteger(number) || dayOf(number) !== day || weekdayOf(number) !== slot.weekday) return false;
  return wallMinutes(timeZone, at) < number * DAY_MINUTES + minutesOf(slot.from) - slot.cutOffMinutes;
}

/** The slots that can be chosen at a moment within so many days, today included, the earliest first. */
export function openSlots(
  slots: readonly WeeklySlot[],
  { timeZone, at, days }: { timeZone: string; at: Date; days: number },
): SlotOnDay[] {
  const today = Math.floor(wallMinutes(timeZone, at) / DAY_MINUTES);
  return Array.from({ length: days }, (_, ahead) => dayOf(today + ahead))
    .flatMap((day) => slots.filter((slot) => isOpenOn(slot, day, timeZone, at)).map((slot) => ({ ...slot, day })))
    .toSorted((a, b) => (a.day + a.from + a.to + a.id < b.day + b.from + b.to + b.id ? -1 : 1));
}
