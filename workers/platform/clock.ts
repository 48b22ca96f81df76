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

/** Making a formatter takes longer than the rest of a checkout's rules, and there are only so many time zones. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = dayFormats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  dayFormats.set(timeZone, made);
  return made;
}

/** The calendar day (YYYY-MM-DD) that an instant falls on in a time zone such as `Asia/Kolkata`. */
export const dayIn = (timeZone: string, at: Date): string => dayFormat(timeZone).format(at);

/** India's financial year (April to March) of a calendar day, as it stands in document numbers: `2026-27`. */
export function financialYear(day: string): string {
  const year = Number(day.slice(0, 4));
  const start = Number(day.slice(5, 7)) >= 4 ? year : year - 1;
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}`;
}
