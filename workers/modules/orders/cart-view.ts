import type { TaxSplit } from '#modules/finance';
import { inr, type Money } from '#platform/money';
import type { CartState } from '#platform/objects';
import { quoteOf } from './cart.ts';
import { quoteHoldsForMs } from './limits.ts';
import { priceCart } from './price-cart.ts';
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

/** The cart as the API shows it. */
export function cartView(cart: CartState): CartView {
  const bill = priceCart(cart);
  return {
    id: cart.id,
    status: cart.status,
    storeId: cart.store.storeId,
    currency: cart.currency,
    language: cart.language,
    lines: cart.lines.map(({ id, variantId, quantity }) => {
      const { hsn: _, licensedUntil: __, unitPricePaise, mrpPaise, ...shown } = quoteOf(cart, variantId);
      return {
        id,
        ...shown,
        quantity,
        unitPrice: inr(unitPricePaise),
        mrp: inr(mrpPaise),
        total: inr(quantity * unitPricePaise),
      };
    }),
    itemCount: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    subtotal: inr(bill.subtotalPaise),
    discount: inr(bill.discountPaise),
    shipping: inr(bill.shippingPaise),
    tax: taxView(bill.tax),
    taxIncluded: true,
    total: inr(bill.totalPaise),
    pricesHoldUntil: cart.lines.length === 0 ? null : new Date(cart.quotedAtMs + quoteHoldsForMs).toISOString(),
    orderId: cart.status === 'placed' ? cart.orderId : null,
  };
}
