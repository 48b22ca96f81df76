const DAY_MS = 86_400_000;

/** The last day (YYYY-MM-DD) on which something that arrived on `deliveredOn` may be given back: `windowDays` later, whole. */
export const lastDayOfReturns = (deliveredOn: string, windowDays: number): string =>
  new Date(Date.parse(`${deliveredOn}T00:00:00Z`) + windowDays * DAY_MS).toISOString().slice(0, 10);
