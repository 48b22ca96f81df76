import type { CartState, PriceTerms, Quote } from '#platform/objects';

export function quoteOf(cart: CartState, variantId: string): Quote {
  const quote = cart.quotes.find((candidate) => candidate.variantId === variantId);
  if (quote === undefined) throw new Error('A line of the cart has no quote');
  return quote;
}

/** Of a quote from before there were terms: no promotion by brand or form is about it, and nothing limits its price. */
const noTerms: PriceTerms = { brandId: '', form: '', category: '', breaks: [], floorPaise: 0 };

export const termsOf = (quote: Quote): PriceTerms => quote.terms ?? noTerms;
