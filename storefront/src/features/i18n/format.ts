import type { Money } from '../../api/views.ts';
import { type Language, localeOf } from './language.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** `₹125.50`; whole rupees stand without `.00` unless `exact`, as columns of a bill need. */
export function formatMoney(money: Money, language: Language, exact = false): string {
  const key = `${language}${money.currency}${exact}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency: money.currency,
      trailingZeroDisplay: exact ? 'auto' : 'stripIfInteger',
    });
  formats.set(key, format);
  return format.format(money.amount / 100);
}

/** `22 November 2026, 14:05` in Indian time, where all stores are. */
export function formatInstant(instant: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Kolkata',
  }).format(new Date(instant));
}

/** `Nov 2028`, as expiry is printed on a pack. The input is a calendar date, so it is read in UTC. */
export function formatMonth(date: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(date),
  );
}

/** `Monday, 23 November`. The input is a calendar date, so it is read in UTC. */
export function formatDay(date: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(date));
}
