import type { CartStore, Promotion, Quote, SaleTerms } from '#platform/objects';

/** Mulberry32: the same seed, the same story. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const store: CartStore = {
  storeId: '01900000-0000-7000-8000-000000000001',
  code: 'PUN',
  stateCode: '27',
  timeZone: 'Asia/Kolkata',
};
export const variantId = '01900000-0000-7000-8000-0000000000a1';

export const quote: Quote = {
  variantId,
  productId: '01900000-0000-7000-8000-0000000000b1',
  handle: 'arnica-montana-dilution',
  sku: 'ARN-30C-30',
  name: 'Arnica montana',
  potencyLabel: '30C',
  packLabel: '30 ml',
  imageUrl: `/media/label/${variantId}.0.svg`,
  hsn: '30049014',
  rateBasisPoints: 500,
  unitPricePaise: 12_550,
  mrpPaise: 13_000,
  availability: 'in_stock',
  licensedUntil: '9999-12-31',
};

export const couponCode = 'MONSOON';

/** Rs 20 off for whoever brings the code, so many times in all. */
const promotion = (total: number | null): Promotion => ({
  id: '01900000-0000-7000-8000-0000000000d1',
  label: 'Monsoon',
  benefit: { kind: 'amount_off', amountPaise: 2_000 },
  scope: {
    productIds: [],
    variantIds: [],
    brandIds: [],
    forms: [],
    categories: [],
    priceLists: [],
    storeIds: [],
    channels: [],
    minSubtotalPaise: 0,
    firstOrderOnly: false,
  },
  stackingGroup: 'coupon',
  priority: 1,
  isExclusive: false,
  coupon: { code: couponCode, limits: { total, perPerson: null } },
});

export const termsWith = (total: number | null): SaleTerms => ({
  buyerId: null,
  priceList: 'retail',
  taxIncluded: true,
  isFirstOrder: false,
  promotions: [promotion(total)],
  refusedCoupons: [],
});
