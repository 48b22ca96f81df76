import type { Language } from '../i18n/language.ts';
import { storesMessages } from './stores-messages.ts';

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The place of a day in the week from its first two letters, in any case; -1 for what is no day. */
const placeOf = (text: string): number => week.findIndex((day) => day.startsWith(text.slice(0, 2).toLowerCase()));

/** Days as places in the week. Stores write them one by one (`mon`, `tue`) or as a span (`Mo-Sa`). */
function placesOf(days: string | readonly string[]): number[] {
  if (typeof days !== 'string') return days.map(placeOf);
  const [first = -1, last = first] = days.split('-').map(placeOf);
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

/** Days that follow each other as `Monday to Saturday`, others one by one. */
export function openingDays(days: string | readonly string[], language: Language): string {
  const t = storesMessages(language);
  const places = placesOf(days);
  const named = places.flatMap((place) => week[place] ?? []).map((day) => t[day]);
  const inARow = places.every((place, index) => index === 0 || place === (places[index - 1] ?? -2) + 1);
  return named.length > 2 && inARow ? `${named[0]} ${t.to} ${named.at(-1)}` : named.join(', ');
}

/** The days as schema.org abbreviates them: `Mo,Tu`. */
export const schemaDays = (days: string | readonly string[]): string =>
  placesOf(days)
    .flatMap((place) => week[place] ?? [])
    .map((day) => day.charAt(0).toUpperCase() + day.charAt(1))
    .join(',');
