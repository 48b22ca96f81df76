import { addressLines, calendarDay, type Figure, orderFigures, rupees, storeTime } from './figures.ts';
import { html, type SafeHtml } from './html.ts';
import { mailStyles } from './mail-styles.ts';
import { type Phrases, phrasesFor } from './phrases.ts';
import type { PlacedLine, PlacedOrder } from './placed-order.ts';

function lineRow(line: PlacedLine, phrases: Phrases): SafeHtml {
  const potency = line.potencyLabel === null ? html`` : html` <span class="chip">${line.potencyLabel}</span>`;
  const expiry = line.expiresOn === null ? '' : ` · ${phrases.sellBy} ${calendarDay(line.expiresOn, phrases.locale)}`;
  return html`
    <tr>
      <td class="cell"><span class="name">${line.name}</span>${potency}
        <div class="note">${line.packLabel} · ${phrases.batch} ${line.batchNumber}${expiry}</div></td>
      <td class="cell num">${line.quantity}</td>
      <td class="cell num">${rupees(line.totalPaise, phrases.locale)}</td>
    </tr>`;
}

const figureRow = ({ label, amount }: Figure, kind: 'sum' | 'total' | 'tax'): SafeHtml =>
  html`<tr class="${kind}"><td colspan="2">${label}</td><td class="num">${amount}</td></tr>`;

function goods(order: PlacedOrder, phrases: Phrases): SafeHtml {
  const figures = orderFigures(order, phrases);
  return html`
    <table class="goods" width="100%" cellpadding="0" cellspacing="0">
      <tr class="head"><th align="left">${phrases.item}</th><th class="num">${phrases.quantity}</th><th class="num">${phrases.amount}</th></tr>
      ${order.lines.map((line) => lineRow(line, phrases))}
      ${figures.sum.map((figure) => figureRow(figure, 'sum'))}
      ${figureRow(figures.total, 'total')}
      <tr class="tax"><td colspan="3">${phrases.taxIncluded}</td></tr>
      ${figures.tax.map((figure) => figureRow(figure, 'tax'))}
    </table>`;
}

function delivery(order: PlacedOrder, phrases: Phrases, orderUrl: string): SafeHtml {
  const heading = order.deliveryMethod === 'pickup' ? phrases.pickUpAt : phrases.deliverTo;
  const payment = order.paymentMethod === 'cod' ? html`<p>${phrases.payOnDelivery}</p>` : html``;
  return html`${payment}
    <h2>${heading}</h2>
    <p>${addressLines(order).map((line) => html`${line}<br>`)}</p>
    <p class="act"><a class="button" href="${orderUrl}">${phrases.view}</a></p>
    <p class="note">${phrases.viewHint}</p>`;
}

function foot(order: PlacedOrder, phrases: Phrases): SafeHtml {
  const { store } = order;
  return html`
    <p class="note foot">${phrases.soldBy} ${store.name}, ${store.line1}, ${store.city} ${store.postalCode}, ${store.state}<br>
    GSTIN ${store.gstin} · ${phrases.licence} ${store.licenceNumber} · ${store.phone}</p>
    <p class="note">${phrases.medicine}</p>`;
}

/** The confirmation as a page of HTML without anything to load: every value in it is escaped. */
export function htmlBody(order: PlacedOrder, orderUrl: string, shopName: string): string {
  const phrases = phrasesFor(order.language);
  const total = rupees(order.totalPaise, phrases.locale);
  return html`<!doctype html>
<html lang="${phrases.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${phrases.subject(order.number)}</title>${mailStyles}</head>
<body><div class="preview">${phrases.preview(total)}</div>
<table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table class="sheet" role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td>
  <p class="brand">${shopName}</p>
  <h1>${phrases.heading}</h1>
  <p>${phrases.greeting(order.contactName)} ${phrases.opening(order.store.name)}</p>
  <p class="facts">${phrases.order} <strong>${order.number}</strong><br>
    <span class="note">${storeTime(order.placedAt, order.store.timeZone, phrases.locale)}</span></p>
  ${goods(order, phrases)}
  ${delivery(order, phrases, orderUrl)}
  ${foot(order, phrases)}
</td></tr></table></td></tr></table></body></html>`.markup;
}
