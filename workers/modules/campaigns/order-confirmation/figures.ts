import type { Phrases } from './phrases.ts';
import type { PlacedOrder } from './placed-order.ts';

export interface Figure {
  label: string;
  amount: string;
}

export interface OrderFigures {
  /** What leads to the total, in the order in which it is read. */
  sum: Figure[];
  total: Figure;
  /** What of the total is tax: CGST and SGST within a state, IGST between states. */
  tax: Figure[];
}

/** Rupees with Indian grouping: `₹1,25,000.50`. */
export function rupees(paise: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'INR' }).format(paise / 100);
}

/** An instant as the store's clock shows it. */
export function storeTime(at: string, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(new Date(at));
}

/** A calendar day; a pack shows only month and year, a bill the whole date. */
export function calendarDay(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'medium' }).format(new Date(`${day}T00:00:00Z`));
}

export function orderFigures(order: PlacedOrder, phrases: Phrases): OrderFigures {
  const money = (paise: number) => rupees(paise, phrases.locale);
  const isShipped = order.deliveryMethod !== 'pickup';
  const sum = [{ label: phrases.subtotal, amount: money(order.subtotalPaise) }];
  if (order.discountPaise > 0) sum.push({ label: phrases.discount, amount: `−${money(order.discountPaise)}` });
  if (isShipped) {
    const amount = order.shippingPaise === 0 ? phrases.free : money(order.shippingPaise);
    sum.push({ label: phrases.delivery, amount });
  }
  const taxes: [string, number][] = [
    ['CGST', order.cgstPaise],
    ['SGST', order.sgstPaise],
    ['IGST', order.igstPaise],
  ];
  const tax = taxes.filter(([, paise]) => paise !== 0).map(([label, paise]) => ({ label, amount: money(paise) }));
  return {
    sum,
    total: { label: phrases.total, amount: money(order.totalPaise) },
    tax: [{ label: phrases.taxable, amount: money(order.taxablePaise) }, ...tax],
  };
}

export function addressLines(order: PlacedOrder): string[] {
  if (order.deliveryMethod === 'pickup') {
    const { name, line1, city, state, postalCode, phone } = order.store;
    return [name, line1, `${city} ${postalCode}`, state, phone];
  }
  const { line1, line2, city, postalCode } = order.address;
  return [order.contactName, line1, line2 ?? '', `${city} ${postalCode}`].filter((line) => line !== '');
}
