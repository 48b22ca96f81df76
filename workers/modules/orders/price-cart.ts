import { type PricedOrder, priceOrder } from '#modules/pricing';
import type { CartState, CouponUseNeeded, PlaceOrderRequest } from '#platform/objects';
import { type Bill, makeBill } from './bill.ts';
import { cartPriceLines, saleOf } from './price-lines.ts';
import { quoteOf } from './quote-of.ts';
import { shippingPaise, shippingRules } from './shipping.ts';

/** The goods of a cart at its quotes and promotions, before delivery and tax. */
export const priceGoods = (cart: CartState): PricedOrder =>
  priceOrder({ lines: cartPriceLines(cart), promotions: cart.terms.promotions, sale: saleOf(cart) });

/**
 * What delivery of priced goods costs. It follows what they cost before anything was taken off: a discount must not make
 * delivery dearer than it was without.
 */
export function deliveryPaise(goods: PricedOrder, method: PlaceOrderRequest['deliveryMethod']): number {
  return goods.isDeliveryFree ? 0 : shippingPaise(shippingRules[method], goods.subtotalPaise);
}

/** The cart as a bill: standard delivery within the store's own state, because the address is known only at checkout. */
export function priceCart(cart: CartState): Bill & { goods: PricedOrder } {
  const goods = priceGoods(cart);
  const lines = goods.lines.map(({ grossPaise, totalPaise: netPaise }, index) => {
    const { rateBasisPoints } = quoteOf(cart, cart.lines[index]?.variantId ?? '');
    return { grossPaise, netPaise, rateBasisPoints };
  });
  const { taxIncluded } = cart.terms;
  return { ...makeBill(lines, deliveryPaise(goods, 'standard'), { kind: 'within_state', taxIncluded }), goods };
}

/** The uses of coupons that an order from this cart needs: reserve them before its goods are held. */
export const couponUsesOf = (cart: CartState): CouponUseNeeded[] => priceGoods(cart).couponUses;
