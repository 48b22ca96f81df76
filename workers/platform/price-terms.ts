import type { priceListCodes } from '#db/schema/catalog';
import type { CouponLimits } from './coupon-book-door.ts';
import type { DeliveryTariff } from './delivery-terms.ts';
import type { Channel } from './stock-room-door.ts';

/** Who buys by which prices. */
export type PriceListCode = (typeof priceListCodes)[number];

/** From so many pieces of a variant on, each costs this. */
interface QuantityBreak {
  minQuantity: number;
  unitPricePaise: number;
}

/** What the price engine must know of a variant besides its price. Amounts are on the basis of the cart (see `taxIncluded`). */
export interface PriceTerms {
  brandId: string;
  form: string;
  category: string;
  breaks: QuantityBreak[];
  /** The least that one piece may come to after everything is taken off; 0 where nobody has set a floor. */
  floorPaise: number;
}

/** What a promotion gives. Basis points are hundredths of a percent: 10,000 are all of it. */
export type Benefit =
  | { kind: 'percent_off'; basisPoints: number }
  /** Off all goods in its scope together. */
  | { kind: 'amount_off'; amountPaise: number }
  /**
   * Of each `buy + get` pieces `get` have so much off, the cheapest ones. `item`: every variant is counted by itself, as in a
   * dealer's 10+1; `together`: any mixture within the scope counts.
   */
  | { kind: 'buy_x_get_y'; buy: number; get: number; basisPoints: number; count: 'item' | 'together' }
  /** These pieces together cost so much. */
  | { kind: 'bundle'; items: { variantId: string; quantity: number }[]; pricePaise: number }
  | { kind: 'free_delivery' };

/** What a promotion is for. An empty list is no condition; every list that is not empty must hold. */
export interface PromotionScope {
  productIds: string[];
  variantIds: string[];
  brandIds: string[];
  forms: string[];
  categories: string[];
  priceLists: PriceListCode[];
  storeIds: string[];
  channels: Channel[];
  /** Goods of the whole order at their prices before anything is taken off. */
  minSubtotalPaise: number;
  firstOrderOnly: boolean;
}

/** A coupon through which a promotion came into a cart. */
interface CouponTerms {
  code: string;
  limits: CouponLimits;
}

/** A promotion as it stood when the quotes were read. */
export interface Promotion {
  id: string;
  /** As buyers see it. */
  label: string;
  benefit: Benefit;
  scope: PromotionScope;
  /** Of those that share a group only the best for the buyer counts; groups add up. */
  stackingGroup: string;
  /** The higher one is taken off first. */
  priority: number;
  /** Tolerates no other promotion: it counts alone, or not at all. */
  isExclusive: boolean;
  /** Null: nobody needs a code for it. */
  coupon: CouponTerms | null;
}

/** What a line costs less because somebody of the staff said so. */
export type ManualReduction =
  | { kind: 'percent'; basisPoints: number }
  /** Off each piece, so that it stays in proportion when the quantity changes. */
  | { kind: 'amount'; perPiecePaise: number };

export interface LineDiscount {
  lineId: string;
  reduction: ManualReduction;
  reason: string;
  /** Who of the staff (`describeActor`). */
  givenBy: string;
  /** May lead below the floor: whoever gave it was allowed to. */
  belowFloor: boolean;
}

/** By what a cart is priced besides its quotes; read together with them and held as long. */
export interface SaleTerms {
  /** Whose tier and first order this is; null: a visitor. */
  buyerId: string | null;
  priceList: PriceListCode;
  /** Whether quotes include GST. A dealer's list may be without: then tax comes on top. */
  taxIncluded: boolean;
  /** The buyer has an account and has ordered nothing so far. */
  isFirstOrder: boolean;
  /** Those that need no code, and those of the cart's coupons. */
  promotions: Promotion[];
  /** Codes of the cart for which nothing is given, and why. */
  refusedCoupons: { code: string; reason: string }[];
  /** Left out in carts from before zones were data: see `tariffBeforeZones`. */
  delivery?: DeliveryTariff;
}

/** A step on the way to a price, in words. The steps of a line sum to what it costs. */
export interface PriceStep {
  text: string;
  amountPaise: number;
  promotionId: string | null;
}

/** A use of a coupon that an order needs: to be reserved before its goods are held. */
export interface CouponUseNeeded {
  code: string;
  promotionId: string;
  limits: CouponLimits;
}
