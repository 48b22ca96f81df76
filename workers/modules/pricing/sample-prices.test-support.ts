import fc from 'fast-check';
import type { Benefit, LineDiscount, Promotion, PromotionScope } from '#platform/objects';
import type { PriceLine } from './price-sheet.ts';
import type { Sale } from './promotion-scope.ts';
import { openScope } from './sale-terms.ts';

export const sale: Sale = {
  storeId: 'pune',
  channel: 'web',
  priceList: 'retail',
  isFirstOrder: false,
  deliveryFeePaise: () => 4_900,
};

interface LineWish {
  quantity: number;
  pricePaise: number;
  capPaise?: number;
  floorPaise?: number;
  breaks?: PriceLine['terms']['breaks'];
  brandId?: string;
  discount?: Omit<LineDiscount, 'lineId' | 'reason' | 'givenBy'>;
}

/** A line of the variant `v<id>`, in one piece. */
export const line = (id: string, wish: LineWish): PriceLine => ({
  id,
  variantId: `v${id}`,
  productId: `p${id}`,
  terms: {
    brandId: wish.brandId ?? 'house',
    form: 'dilution',
    category: 'dilutions',
    breaks: wish.breaks ?? [],
    floorPaise: wish.floorPaise ?? 0,
  },
  listPricePaise: wish.pricePaise,
  pieces: [{ key: id, quantity: wish.quantity, capPaise: wish.capPaise ?? 100_000_000 }],
  discount: wish.discount === undefined ? null : { lineId: id, reason: 'torn', givenBy: 'person:1', ...wish.discount },
});

type PromotionWish = Partial<Omit<Promotion, 'scope'>> & { scope?: Partial<PromotionScope> };

/** A promotion for everything and everybody, in a group of its own unless told otherwise. */
export const promotion = (id: string, benefit: Benefit, wish: PromotionWish = {}): Promotion => ({
  label: `Offer ${id}`,
  stackingGroup: id,
  priority: 0,
  isExclusive: false,
  coupon: null,
  ...wish,
  id,
  benefit,
  scope: { ...openScope, ...wish.scope },
});

const anyBenefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.record({ kind: fc.constant('percent_off' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
  fc.record({ kind: fc.constant('amount_off' as const), amountPaise: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({
    kind: fc.constant('buy_x_get_y' as const),
    buy: fc.integer({ min: 1, max: 10 }),
    get: fc.integer({ min: 1, max: 3 }),
    basisPoints: fc.constantFrom<number>(5_000, 10_000),
    count: fc.constantFrom('item' as const, 'together' as const),
  }),
  fc.record({
    kind: fc.constant('bundle' as const),
    items: fc.constant<{ variantId: string; quantity: number }[]>([
      { variantId: 'v0', quantity: 1 },
      { variantId: 'v1', quantity: 2 },
    ]),
    pricePaise: fc.integer({ min: 0, max: 50_000 }),
  }),
  fc.constant({ kind: 'free_delivery' as const }),
);

const anyScope = fc.record({
  brandIds: fc.constantFrom<string[]>([], ['house'], ['other']),
  variantIds: fc.constantFrom<string[]>([], ['v0', 'v2']),
  minSubtotalPaise: fc.constantFrom(0, 0, 20_000),
});

export const anyPromotions: fc.Arbitrary<Promotion[]> = fc
  .array(
    fc.record({
      benefit: anyBenefit,
      scope: anyScope,
      group: fc.constantFrom('a', 'b', 'c'),
      priority: fc.integer({ min: 0, max: 2 }),
      isExclusive: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((wishes) =>
    wishes.map(({ benefit, scope, group, ...rest }, index) =>
      promotion(`offer-${index}`, benefit, { ...rest, scope, stackingGroup: group }),
    ),
  );

const anyDiscount = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ kind: fc.constant('amount' as const), perPiecePaise: fc.integer({ min: 1, max: 50_000 }) }),
  ),
  { nil: undefined },
);

const anyLine = fc.record({
  quantity: fc.integer({ min: 1, max: 30 }),
  pricePaise: fc.integer({ min: 1, max: 60_000 }),
  capPaise: fc.oneof(fc.constant(100_000_000), fc.integer({ min: 1, max: 60_000 })),
  floorPaise: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40_000 })),
  breaks: fc.array(
    fc.record({ minQuantity: fc.integer({ min: 2, max: 20 }), unitPricePaise: fc.integer({ min: 1, max: 60_000 }) }),
    { maxLength: 3 },
  ),
  brandId: fc.constantFrom('house', 'other'),
  reduction: anyDiscount,
});

/** Any lines at all; what staff take off may not lead below the floor. */
export const anyLines = fc
  .array(anyLine, { minLength: 1, maxLength: 6 })
  .map((wishes) =>
    wishes.map(({ reduction, ...wish }, index) =>
      line(String(index), { ...wish, ...(reduction !== undefined && { discount: { reduction, belowFloor: false } }) }),
    ),
  );
