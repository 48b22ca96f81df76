import { type SQL, sql } from 'drizzle-orm';
import { dayIn } from '#platform/clock';
import type { PriceListCode, Promotion, PromotionScope, SaleTerms } from '#platform/objects';

/** A promotion that asks for nothing, is for everything and everybody. */
export const openScope: PromotionScope = {
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
};

/** Whose prices are read, and for which codes. */
export interface TermsRequest {
  /** Null: a visitor, or a buyer whom staff serve. */
  buyerId: string | null;
  /** Chosen by staff; null: the list of the account. */
  chosenPriceList: PriceListCode | null;
  couponCodes: readonly string[];
  at: string;
}

/**
 * By which list somebody buys, as an expression: a verified doctor and somebody of an active dealer by theirs. The policies of
 * the records let an account see itself.
 */
export function priceListOf({ buyerId, chosenPriceList }: Pick<TermsRequest, 'buyerId' | 'chosenPriceList'>): SQL {
  if (chosenPriceList !== null) return sql`${chosenPriceList}::text`;
  if (buyerId === null) return sql`'retail'::text`;
  return sql`(select case
    when exists (select 1 from people p join dealers d on d.id = p.dealer_id
      where p.id = ${buyerId}::uuid and p.kind = 'dealer' and p.status = 'active' and d.status = 'active') then 'dealer'
    when exists (select 1 from people p where p.id = ${buyerId}::uuid and p.kind = 'doctor' and p.status = 'active'
      and p.verified_at is not null) then 'doctor'
    else 'retail' end)`;
}

interface PromotionJson extends Omit<Promotion, 'coupon'> {
  validFrom: string;
  validUntil: string | null;
}

interface CouponJson {
  code: string;
  totalLimit: number | null;
  perPersonLimit: number | null;
  validUntil: string | null;
  disabledAt: string | null;
  promotion: PromotionJson;
}

/** The row of `termsQuery`. */
export interface TermsRow {
  price_list: PriceListCode;
  tax_included: boolean;
  is_first_order: boolean;
  promotions: PromotionJson[];
  coupons: CouponJson[];
}

const promotionJson = sql.raw(`jsonb_build_object('id', p.id, 'label', p.label, 'benefit', p.benefit, 'scope', p.scope,
  'stackingGroup', p.stacking_group, 'priority', p.priority, 'isExclusive', p.is_exclusive,
  'validFrom', p.valid_from, 'validUntil', p.valid_until)`);

/** Everything besides quotes by which a sale is priced, in one row: to be read in the same round trip as they are. */
export function termsQuery(request: TermsRequest): SQL {
  const { buyerId, couponCodes, at } = request;
  const isFirstOrder =
    buyerId === null
      ? sql`false`
      : sql`not exists (select 1 from orders o where o.person_id = ${buyerId}::uuid and o.status <> 'cancelled')`;
  return sql`select l.code as price_list, l.tax_included, ${isFirstOrder} as is_first_order,
      (select coalesce(jsonb_agg(${promotionJson} order by p.id), '[]') from promotions p where not p.needs_code
        and p.valid_from <= ${at}::timestamptz and (p.valid_until is null or p.valid_until > ${at}::timestamptz)
      ) as promotions,
      (select coalesce(jsonb_agg(jsonb_build_object('code', c.code, 'totalLimit', c.total_limit, 'perPersonLimit',
        c.per_person_limit, 'validUntil', c.valid_until, 'disabledAt', c.disabled_at, 'promotion', ${promotionJson})
        order by c.code), '[]') from coupons c join promotions p on p.id = c.promotion_id
        where c.code = any(string_to_array(${couponCodes.join(',')}, ','))
      ) as coupons
    from price_lists l where l.code = ${priceListOf(request)}`;
}

const promotionOf = (json: PromotionJson, coupon: Promotion['coupon']): Promotion => ({
  id: json.id,
  label: json.label,
  benefit: json.benefit,
  scope: { ...openScope, ...json.scope },
  stackingGroup: json.stackingGroup,
  priority: json.priority,
  isExclusive: json.isExclusive,
  coupon,
});

const isPast = (end: string | null, atMs: number): boolean => end !== null && Date.parse(end) <= atMs;

/** Why a code opens nothing at a moment, in words; undefined where it does. Whether it is used up only its book knows. */
function refusalOfCoupon(coupon: CouponJson, atMs: number, timeZone: string): string | undefined {
  const { promotion, validUntil, disabledAt } = coupon;
  if (disabledAt !== null) return 'This coupon is no longer valid';
  if (Date.parse(promotion.validFrom) > atMs) {
    return `This coupon is valid from ${dayIn(timeZone, new Date(promotion.validFrom))} on`;
  }
  if (isPast(validUntil, atMs) || isPast(promotion.validUntil, atMs)) return 'This coupon has expired';
  return undefined;
}

/** A coupon for first orders counts once a person, whatever else is said of it. */
const limitsOf = ({ totalLimit, perPersonLimit, promotion }: CouponJson) => ({
  total: totalLimit,
  perPerson: promotion.scope.firstOrderOnly === true ? 1 : perPersonLimit,
});

/** What was read, with every code of the cart either opening its promotion or refused in words. */
export function saleTerms(row: TermsRow, { buyerId, couponCodes, at }: TermsRequest, timeZone: string): SaleTerms {
  const atMs = Date.parse(at);
  const promotions = row.promotions.map((json) => promotionOf(json, null));
  const refusedCoupons: SaleTerms['refusedCoupons'] = [];
  for (const code of couponCodes) {
    const coupon = row.coupons.find((candidate) => candidate.code === code);
    const reason = coupon === undefined ? 'There is no such coupon' : refusalOfCoupon(coupon, atMs, timeZone);
    if (coupon === undefined || reason !== undefined) refusedCoupons.push({ code, reason: reason ?? '' });
    else promotions.push(promotionOf(coupon.promotion, { code, limits: limitsOf(coupon) }));
  }
  return {
    buyerId,
    priceList: row.price_list,
    taxIncluded: row.tax_included,
    isFirstOrder: row.is_first_order,
    promotions,
    refusedCoupons,
  };
}
