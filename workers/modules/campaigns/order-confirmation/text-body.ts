import { addressLines, calendarDay, type Figure, orderFigures, rupees, storeTime } from './figures.ts';
import { type Phrases, phrasesFor } from './phrases.ts';
import type { PlacedLine, PlacedOrder } from './placed-order.ts';

const rule = '-'.repeat(48);

function lineText(line: PlacedLine, phrases: Phrases): string[] {
  const title = [line.name, line.potencyLabel, line.packLabel].filter((part) => part !== null).join(', ');
  const expiry = line.expiresOn === null ? '' : `, ${phrases.sellBy} ${calendarDay(line.expiresOn, phrases.locale)}`;
  return [
    `${line.quantity} x ${title}`,
    `    ${phrases.batch} ${line.batchNumber}${expiry}`,
    `    ${rupees(line.totalPaise, phrases.locale)}`,
  ];
}

const figureText = ({ label, amount }: Figure): string => `${label}: ${amount}`;

/** The confirmation for readers that show no HTML. */
export function textBody(order: PlacedOrder, orderUrl: string): string {
  const phrases = phrasesFor(order.language);
  const figures = orderFigures(order, phrases);
  return [
    phrases.greeting(order.contactName),
    phrases.opening(order.store.name),
    '',
    `${phrases.order}: ${order.number}`,
    `${phrases.placed}: ${storeTime(order.placedAt, order.store.timeZone, phrases.locale)}`,
    rule,
    ...order.lines.flatMap((line) => lineText(line, phrases)),
    rule,
    ...figures.sum.map(figureText),
    figureText(figures.total),
    ...(order.paymentMethod === 'cod' ? [phrases.payOnDelivery] : []),
    '',
    `${phrases.taxIncluded}:`,
    ...figures.tax.map((figure) => `  ${figureText(figure)}`),
    '',
    `${order.deliveryMethod === 'pickup' ? phrases.pickUpAt : phrases.deliverTo}:`,
    ...addressLines(order).map((line) => `  ${line}`),
    '',
    `${phrases.view}: ${orderUrl}`,
    phrases.viewHint,
    '',
    `${phrases.soldBy}: ${order.store.name}, ${order.store.line1}, ${order.store.city} ${order.store.postalCode}`,
    `GSTIN ${order.store.gstin} · ${phrases.licence} ${order.store.licenceNumber} · ${order.store.phone}`,
    phrases.medicine,
    '',
  ].join('\n');
}
