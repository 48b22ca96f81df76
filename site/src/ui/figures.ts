import type { Money } from '../api/client.ts';

export const rupees = (money: Money, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(money.amount / 100);

export const count = (value: number, locale: string): string => new Intl.NumberFormat(locale).format(value);

/** How a figure changed, as a signed percentage; null where there was nothing to compare with. */
export function changeOf(now: number, before: number, locale: string): string | null {
  if (before === 0) return null;
  const style = { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format((now - before) / before);
}

/** More than any pack costs: what is above it is a slip of the keyboard. */
const maxRupees = 1_000_000;

/** Reads `125`, `125.5`, `1,250.50` or `₹125` as paise; undefined for anything else, zero included. */
export function parseRupees(text: string): number | undefined {
  const match = /^₹?\s*([0-9][0-9,]*)(?:\.([0-9]{1,2}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const rupeesPart = Number((match[1] ?? '').replaceAll(',', ''));
  const paise = rupeesPart * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return paise > 0 && rupeesPart <= maxRupees ? paise : undefined;
}
