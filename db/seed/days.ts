const DAY_MS = 86_400_000;

/** The calendar day (YYYY-MM-DD) so many days later; negative counts go back. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first instant of a calendar day in India, where the sample company keeps its books. */
export function startOfDayInIndia(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00+05:30`)).toISOString();
}
