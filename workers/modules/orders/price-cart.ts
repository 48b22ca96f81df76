import type { CartState } from '#platform/objects';
import { type Bill, makeBill } from './bill.ts';
import { quoteOf } from './cart.ts';
import { shippingPaise, shippingRules } from './shipping.ts';

/** What the lines of a cart come to at its quotes, in paise, before delivery. */
export function cartSubtotalPaise(cart: CartState): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity * quoteOf(cart, line.variantId).unitPricePaise, 0);
}

/** The cart as a bill: standard delivery within the store's own state, because the address is known only at checkout. */
export function priceCart(cart: CartState): Bill {
  const lines = cart.lines.map(({ variantId, quantity }) => {
    const quote = quoteOf(cart, variantId);
    return { totalPaise: quantity * quote.unitPricePaise, rateBasisPoints: quote.rateBasisPoints };
  });
  return makeBill(lines, shippingPaise(shippingRules.standard, cartSubtotalPaise(cart)), 'within_state');
}
