import type { Channel } from '#platform/objects';

/** What decides, besides the day and the channel, whether a batch may be sold. */
export interface Saleable {
  /** The last day on which it may be sold (YYYY-MM-DD, the store's calendar), or null where there is none. */
  expiresOn: string | null;
  /** Why nothing of it may be sold (a recall, for example), or null. */
  blockedFor: string | null;
}

interface Horizon {
  months: number;
  reason: string;
}

/**
 * How many calendar months before its expiry a batch leaves a channel. No law sets them: they are the company's own terms of
 * sale, stated in its plan of November 2026.
 */
export const sellByHorizons: Readonly<Record<Channel, Horizon>> = {
  web: { months: 3, reason: 'A course of a remedy takes weeks, and the parcel some days' },
  till: { months: 3, reason: 'What a customer takes home is used up over weeks' },
  dealer: { months: 12, reason: 'A dealer must still find a retail buyer before its last three months' },
};

/** The calendar day so many months later; where that month is shorter, its last day. Counted without a time zone. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const lastOfTarget = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfTarget))).toISOString().slice(0, 10);
}

/** Whether a batch is still good for so many months from a day on. The last day itself still counts; no expiry never ends. */
export const keepsFor = (expiresOn: string | null, day: string, months: number): boolean =>
  expiresOn === null || expiresOn >= (months === 0 ? day : addMonths(day, months));

/** The day that was asked for last, by channel: a store asks for one day thousands of times. */
const lastAsked = new Map<Channel, { day: string; earliest: string }>();

/** The earliest expiry that a channel still sells on a day. */
export function earliestExpiryFor(day: string, channel: Channel): string {
  const known = lastAsked.get(channel);
  if (known?.day === day) return known.earliest;
  const earliest = addMonths(day, sellByHorizons[channel].months);
  lastAsked.set(channel, { day, earliest });
  return earliest;
}

/**
 * Whether a batch may be sold on a day (YYYY-MM-DD in the store's time zone). The one predicate behind list, cart, till, pick
 * and API: nothing else decides this.
 */
export const isSellable = ({ expiresOn, blockedFor }: Saleable, day: string, channel: Channel): boolean =>
  blockedFor === null && (expiresOn === null || expiresOn >= earliestExpiryFor(day, channel));
