import { addMonths, isSellable, sellByHorizons } from '#modules/inventory';
import type { Channel } from '#platform/objects';
import { daysAfter } from './calendar-days.ts';

/** The last day on which a channel sells a batch: it asks the one predicate that decides, day by day near the end. */
export function lastDayOfSale(expiresOn: string, channel: Channel): string {
  const batch = { expiresOn, blockedFor: null };
  let day = addMonths(expiresOn, -sellByHorizons[channel].months);
  // Months are not of one length: the horizon of two or three days more may end on the same day.
  while (isSellable(batch, daysAfter(day, 1), channel)) day = daysAfter(day, 1);
  while (!isSellable(batch, day, channel)) day = daysAfter(day, -1);
  return day;
}
