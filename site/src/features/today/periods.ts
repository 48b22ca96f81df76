import type { Period } from '../../api/client.ts';

export const periodLengths = { day: 1, week: 7, month: 30 } as const;
export type PeriodName = keyof typeof periodLengths;

const dayMs = 86_400_000;

const shift = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** The calendar day (YYYY-MM-DD) in a store's time zone. */
export const dayIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** The days up to and including today. */
export const periodUpTo = (today: string, name: PeriodName): Period => ({
  from: shift(today, 1 - periodLengths[name]),
  to: today,
});

/** As many days just before a period: what it is compared with. */
export function periodBefore(period: Period): Period {
  const length = (Date.parse(period.to) - Date.parse(period.from)) / dayMs + 1;
  return { from: shift(period.from, -length), to: shift(period.from, -1) };
}
