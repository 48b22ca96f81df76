/** First day of the UTC month of an instant: `2026-11-01`. */
export const monthOf = (at: Date): string => `${at.toISOString().slice(0, 7)}-01`;

/** The month so many months later, or earlier. */
export function plusMonths(month: string, count: number): string {
  const day = new Date(`${month}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + count);
  return monthOf(day);
}

/** The table that holds the events of a month. Throws a RangeError for what is no first day of a month. */
export function partitionOf(month: string): string {
  const parts = /^(\d{4})-(\d{2})-01$/.exec(month);
  if (parts === null) throw new RangeError(`Not the first day of a month: ${month}`);
  return `event_months.m${parts[1]}_${parts[2]}`;
}
