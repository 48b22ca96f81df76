/** Now, as the caller sees it. Pure rules get an instant as a parameter; only the shell asks a clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved: for tests and simulations. */
export function fixedClock(at: string | Date): Clock & { advanceMs(ms: number): void } {
  let now = new Date(at).getTime();
  return {
    now: () => new Date(now),
    advanceMs(ms) {
      now += ms;
    },
  };
}

/** The calendar day (YYYY-MM-DD) that an instant falls on in a time zone such as `Asia/Kolkata`. */
export function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

/** India's financial year (April to March) of a calendar day, as it stands in document numbers: `2026-27`. */
export function financialYear(day: string): string {
  const year = Number(day.slice(0, 4));
  const start = Number(day.slice(5, 7)) >= 4 ? year : year - 1;
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}`;
}
