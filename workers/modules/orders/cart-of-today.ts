import type { CartState, SaleTerms } from '#platform/objects';

/** What a cart of the web shop is sold under before anything was read for it. */
export const plainTerms: SaleTerms = {
  buyerId: null,
  priceList: 'retail',
  taxIncluded: true,
  isFirstOrder: false,
  promotions: [],
  refusedCoupons: [],
};

type StoredCart = Omit<CartState, 'channel' | 'chosenPriceList' | 'terms' | 'couponCodes' | 'discounts'> &
  Partial<CartState>;

/** A cart as it was written down, maybe before there were coupons and price lists: what it lacks gets its meaning here. */
export const cartOfToday = (stored: StoredCart): CartState => ({
  ...stored,
  channel: stored.channel ?? 'web',
  chosenPriceList: stored.chosenPriceList ?? null,
  terms: stored.terms ?? plainTerms,
  couponCodes: stored.couponCodes ?? [],
  discounts: stored.discounts ?? [],
});
