import { estimateFee, tariffBeforeZones } from '#modules/delivery';
import { untaxedWithin } from '#modules/finance';
import type { PriceLine, PricePiece, Sale } from '#modules/pricing';
import type { Allocation, CartState, Quote } from '#platform/objects';
import { quoteOf, termsOf } from './quote-of.ts';

/** An MRP includes tax; where prices do not, neither does their limit. */
const capOf = (mrpPaise: number, { rateBasisPoints }: Quote, taxIncluded: boolean): number =>
  taxIncluded ? mrpPaise : untaxedWithin(mrpPaise, rateBasisPoints);

function priceLine(
  cart: CartState,
  { id, variantId }: { id: string; variantId: string },
  pieces: PricePiece[],
): PriceLine {
  const quote = quoteOf(cart, variantId);
  return {
    id,
    variantId,
    productId: quote.productId,
    terms: termsOf(quote),
    listPricePaise: quote.unitPricePaise,
    pieces,
    discount: cart.discounts.find(({ lineId }) => lineId === id) ?? null,
  };
}

/** The cart as the price engine takes it: each line with the MRP of its quote. */
export const cartPriceLines = (cart: CartState): PriceLine[] =>
  cart.lines.map((line) => {
    const quote = quoteOf(cart, line.variantId);
    const capPaise = capOf(quote.mrpPaise, quote, cart.terms.taxIncluded);
    return priceLine(cart, line, [{ key: line.id, quantity: line.quantity, capPaise }]);
  });

/** The same lines by what was held for them: a piece an allocation (its key is the index), each with the MRP on its pack. */
export const heldPriceLines = (cart: CartState, allocations: readonly Allocation[]): PriceLine[] =>
  cart.lines.map((line) => {
    const quote = quoteOf(cart, line.variantId);
    const pieces = allocations.flatMap(({ variantId, quantity, mrpPaise }, index) =>
      variantId === line.variantId
        ? [{ key: String(index), quantity, capPaise: capOf(mrpPaise, quote, cart.terms.taxIncluded) }]
        : [],
    );
    return priceLine(cart, line, pieces);
  });

/** What promotions ask about the sale. Delivery counts as standard: the address is known only at checkout. */
export function saleOf(cart: CartState): Sale {
  const { store, channel, terms } = cart;
  const weightGrams = weightOf(cart);
  return {
    storeId: store.storeId,
    channel,
    priceList: terms.priceList,
    isFirstOrder: terms.isFirstOrder,
    deliveryFeePaise: (subtotalPaise) =>
      estimateFee(terms.delivery ?? tariffBeforeZones, { subtotalPaise, weightGrams }),
  };
}

/** What the goods of a cart weigh with their packs. */
export const weightOf = (cart: CartState): number =>
  cart.lines.reduce(
    (grams, { variantId, quantity }) => grams + (quoteOf(cart, variantId).weightGrams ?? 0) * quantity,
    0,
  );
