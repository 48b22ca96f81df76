import { estimateFee, type Parcel, tariffBeforeZones } from '#modules/delivery';
import { type PricedOrder, priceOrder } from '#modules/pricing';
import type { CartState, CouponUseNeeded } from '#platform/objects';
import { type Bill, makeBill } from './bill.ts';
import { cartPriceLines, saleOf, weightOf } from './price-lines.ts';
import { quoteOf } from './quote-of.ts';

/** The goods of a cart at its quotes and promotions, before delivery and tax. */
export const priceGoods = (cart: CartState): PricedOrder =>
  priceOrder({ lines: cartPriceLines(cart), promotions: cart.terms.promotions, sale: saleOf(cart) });

/** What is delivered of a cart. */
export const parcelOf = (cart: CartState, { subtotalPaise, isDeliveryFree }: PricedOrder): Parcel => ({
  subtotalPaise,
  isDeliveryFree,
  weightGrams: weightOf(cart),
});

/** What delivery is estimated at before anybody knows where the goods go. */
export const estimatePaise = (cart: CartState, { subtotalPaise, isDeliveryFree }: PricedOrder): number =>
  isDeliveryFree
    ? 0
    : estimateFee(cart.terms.delivery ?? tariffBeforeZones, { subtotalPaise, weightGrams: weightOf(cart) });

/** The cart as a bill: standard delivery within the store's own state, because the address is known only at checkout. */
export function priceCart(cart: CartState): Bill & { goods: PricedOrder } {
  const goods = priceGoods(cart);
  const lines = goods.lines.map(({ grossPaise, totalPaise: netPaise }, index) => {
    const { rateBasisPoints } = quoteOf(cart, cart.lines[index]?.variantId ?? '');
    return { grossPaise, netPaise, rateBasisPoints };
  });
  const { taxIncluded } = cart.terms;
  return { ...makeBill(lines, estimatePaise(cart, goods), { kind: 'within_state', taxIncluded }), goods };
}

/** The uses of coupons that an order from this cart needs: reserve them before its goods are held. */
export const couponUsesOf = (cart: CartState): CouponUseNeeded[] => priceGoods(cart).couponUses;
