import type { Channel } from '#platform/objects';

export interface Dated {
  /** The last day on which it may be sold (YYYY-MM-DD, the store's calendar), or null where there is none. */
  expiresOn: string | null;
}

/** How many days before its expiry a batch leaves a channel, so that the buyer still has time to use it. Data, per channel. */
const sellByHorizonDays: Readonly<Record<Channel, number>> = { web: 0, till: 0, dealer: 365 };

const DAY_MS = 86_400_000;

/** The calendar day that lies so many days after another; days are counted without a time zone. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/**
 * Whether a batch may be sold on a day (YYYY-MM-DD in the store's time zone). The expiry day itself still counts. The one predicate
 * behind list, cart, till, pick and API: nothing else decides this.
 */
export function isSellable(batch: Dated, day: string, channel: Channel): boolean {
  if (batch.expiresOn === null) return true;
  const horizon = sellByHorizonDays[channel];
  return batch.expiresOn >= (horizon === 0 ? day : addDays(day, horizon));
}
