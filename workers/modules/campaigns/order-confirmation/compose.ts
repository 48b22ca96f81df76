import type { ShopFace } from '#platform/context';
import { htmlBody } from './html-body.ts';
import { phrasesFor } from './phrases.ts';
import type { PlacedOrder } from './placed-order.ts';
import { textBody } from './text-body.ts';

export interface ComposedMessage {
  title: string;
  text: string;
  html: string;
}

/** The page of an order, in the language it was placed in. It opens only for the browser that holds the order's secret. */
function orderUrl(order: PlacedOrder, shop: ShopFace): string {
  const prefix = order.language.toLowerCase().startsWith('hi') ? '/hi' : '';
  return `${shop.url}${prefix}/order/${encodeURIComponent(order.id)}`;
}

/** The confirmation of an order, in its own language. */
export function composeOrderConfirmation(order: PlacedOrder, shop: ShopFace): ComposedMessage {
  const url = orderUrl(order, shop);
  return {
    title: phrasesFor(order.language).subject(order.number),
    text: textBody(order, url),
    html: htmlBody(order, url, shop.name),
  };
}
