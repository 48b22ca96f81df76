import type { TaxSplit } from '#modules/finance';
import type { PricedOrder } from '#modules/pricing';
import { inr, type Money } from '#platform/money';
import type { CartLine, CartState } from '#platform/objects';
import { reasonOfCoupon } from './change-coupons.ts';
import { quoteHoldsForMs } from './limits.ts';
import { priceCart } from './price-cart.ts';
import { quoteOf } from './quote-of.ts';
import type { CartView } from './schemas.ts';

export interface TaxAmounts {
  taxable: Money;
  cgst: Money;
  sgst: Money;
  igst: Money;
  total: Money;
}

export const taxView = ({ taxablePaise, cgstPaise, sgstPaise, igstPaise }: TaxSplit): TaxAmounts => ({
  taxable: inr(taxablePaise),
  cgst: inr(cgstPaise),
  sgst: inr(sgstPaise),
  igst: inr(igstPaise),
  total: inr(cgstPaise + sgstPaise + igstPaise),
});

type PricedLine = PricedOrder['lines'][number];

/** Of a quote only what is for everybody's eyes: what a piece may come to at least is not. */
function lineView(
  cart: CartState,
  { id, variantId, quantity }: CartLine,
  priced: PricedLine,
): CartView['lines'][number] {
  const quote = quoteOf(cart, variantId);
  return {
    id,
    variantId,
    productId: quote.productId,
    handle: quote.handle,
    sku: quote.sku,
    name: quote.name,
    potencyLabel: quote.potencyLabel,
    packLabel: quote.packLabel,
    imageUrl: quote.imageUrl,
    quantity,
    unitPrice: inr(priced.pieces[0]?.unitPricePaise ?? priced.unitPricePaise),
    mrp: inr(quote.mrpPaise),
    discount: inr(priced.discountPaise),
    total: inr(priced.totalPaise),
    explain: priced.steps.map(({ text, amountPaise }) => ({ text, amount: inr(amountPaise) })),
    rateBasisPoints: quote.rateBasisPoints,
    availability: quote.availability,
  };
}

/** What the discount of the whole cart is made of; what staff took off stands at the end. */
function discountViews({ promotions, discountPaise }: PricedOrder): CartView['discounts'] {
  const views = promotions.map(({ label, code, amountPaise }) => ({ label, code, amount: inr(amountPaise) }));
  const byStaff = discountPaise - promotions.reduce((sum, { amountPaise }) => sum + amountPaise, 0);
  return byStaff === 0 ? views : [...views, { label: 'Discount given by the store', code: null, amount: inr(byStaff) }];
}

function couponView(cart: CartState, goods: PricedOrder, code: string): CartView['coupons'][number] {
  const reason = reasonOfCoupon(cart, goods, code);
  return { code, isApplied: reason === undefined, reason: reason ?? null };
}

/** The cart as the API shows it. */
export function cartView(cart: CartState): CartView {
  const { goods, ...bill } = priceCart(cart);
  return {
    id: cart.id,
    status: cart.status,
    storeId: cart.store.storeId,
    currency: cart.currency,
    language: cart.language,
    channel: cart.channel,
    priceList: cart.terms.priceList,
    lines: cart.lines.flatMap((line, index) => {
      const priced = goods.lines[index];
      return priced === undefined ? [] : [lineView(cart, line, priced)];
    }),
    itemCount: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotal: inr(bill.subtotalPaise),
    discount: inr(bill.discountPaise),
    discounts: discountViews(goods),
    coupons: cart.couponCodes.map((code) => couponView(cart, goods, code)),
    shipping: inr(bill.shippingPaise),
    tax: taxView(bill.tax),
    taxIncluded: cart.terms.taxIncluded,
    total: inr(bill.totalPaise),
    pricesHoldUntil: cart.lines.length === 0 ? null : new Date(cart.quotedAtMs + quoteHoldsForMs).toISOString(),
    orderId: cart.status === 'placed' ? cart.orderId : null,
  };
}
