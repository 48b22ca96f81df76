import { dayIn } from '#platform/clock';

/** No day is longer than this, not even one on which clocks are set back. */
const LONGEST_DAY_MS = 26 * 3_600_000;

/** When the next calendar day begins in a time zone: exact, whatever its clocks do. */
export function nextDayStartMs(timeZone: string, atMs: number): number {
  const today = dayIn(timeZone, new Date(atMs));
  let before = atMs;
  let after = atMs + LONGEST_DAY_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(timeZone, new Date(middle)) === today) before = middle;
    else after = middle;
  }
  return after;
}

/** The store's calendar. Formatting dates is slow, so a day is worked out once. */
export class StoreCalendar {
  readonly timeZone: string;
  #day = '';
  #fromMs = 0;
  #untilMs = 0;

  constructor(timeZone: string) {
    this.timeZone = timeZone;
  }

  dayAt(atMs: number): string {
    if (atMs < this.#fromMs || atMs >= this.#untilMs) {
      this.#day = dayIn(this.timeZone, new Date(atMs));
      this.#fromMs = atMs;
      this.#untilMs = nextDayStartMs(this.timeZone, atMs);
    }
    return this.#day;
  }

  dayEndsMs(atMs: number): number {
    this.dayAt(atMs);
    return this.#untilMs;
  }
}
