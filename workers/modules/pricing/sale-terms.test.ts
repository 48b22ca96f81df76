import { describe, expect, it } from 'vitest';
import { openScope, saleTerms, type TermsRequest, type TermsRow } from './sale-terms.ts';

const at = '2026-11-22T12:00:00.000Z';
const request: TermsRequest = { buyerId: 'asha', chosenPriceList: null, couponCodes: ['TEN'], at };

type Coupon = TermsRow['coupons'][number];
const promotion: Coupon['promotion'] = {
  id: 'p',
  label: 'Ten off',
  benefit: { kind: 'percent_off', basisPoints: 1_000 },
  scope: openScope,
  stackingGroup: 'offers',
  priority: 3,
  isExclusive: true,
  validFrom: '2026-01-01T00:00:00.000Z',
  validUntil: null,
};
const coupon = (change: Partial<Coupon> = {}): Coupon => ({
  code: 'TEN',
  totalLimit: 5,
  perPersonLimit: 2,
  validUntil: null,
  disabledAt: null,
  promotion,
  ...change,
});
const row = (coupons: Coupon[], promotions: TermsRow['promotions'] = []): TermsRow => ({
  price_list: 'doctor',
  tax_included: false,
  is_first_order: true,
  promotions,
  coupons,
});
const terms = (...coupons: Coupon[]) => saleTerms(row(coupons), request, 'Asia/Kolkata');
const reason = (change: Partial<Coupon>) => terms(coupon(change)).refusedCoupons[0]?.reason;

describe('saleTerms', () => {
  it('says by which list, with or without tax, and for whose first order', () => {
    expect(terms(coupon())).toMatchObject({
      buyerId: 'asha',
      priceList: 'doctor',
      taxIncluded: false,
      isFirstOrder: true,
    });
  });

  it('has the promotions that need no code, and those that the codes of the cart open, with their limits', () => {
    const { promotions, refusedCoupons } = saleTerms(row([coupon()], [{ ...promotion, id: 'q' }]), request, 'UTC');
    const { validFrom: _, validUntil: __, ...shown } = promotion;
    expect(promotions).toEqual([
      { ...shown, id: 'q', coupon: null },
      { ...shown, coupon: { code: 'TEN', limits: { total: 5, perPerson: 2 } } },
    ]);
    expect(refusedCoupons).toEqual([]);
  });

  it('reads a scope from before it had all of its conditions', () => {
    const old = { ...promotion, scope: { minSubtotalPaise: 7 } as typeof openScope };
    expect(terms(coupon({ promotion: old })).promotions[0]?.scope).toEqual({ ...openScope, minSubtotalPaise: 7 });
  });

  it('counts a coupon for first orders once a person, whatever else is said of it', () => {
    const first = { ...promotion, scope: { ...openScope, firstOrderOnly: true } };
    expect(terms(coupon({ promotion: first })).promotions[0]?.coupon?.limits).toEqual({ total: 5, perPerson: 1 });
  });

  it('refuses in words a code that is unknown, disabled, too early or over', () => {
    expect(terms().refusedCoupons).toEqual([{ code: 'TEN', reason: 'There is no such coupon' }]);
    expect(reason({ disabledAt: '2026-01-01T00:00:00.000Z' })).toBe('This coupon is no longer valid');
    // Half past six in the evening of Greenwich is midnight in Kolkata.
    const early = { ...promotion, validFrom: '2026-11-30T18:30:00.000Z' };
    expect(reason({ promotion: early })).toBe('This coupon is valid from 2026-12-01 on');
    expect(reason({ promotion: { ...promotion, validUntil: '2026-11-22T11:59:59.999Z' } })).toBe(
      'This coupon has expired',
    );
    expect(reason({ validUntil: at })).toBe('This coupon has expired');
    expect(terms(coupon({ validUntil: at })).promotions).toEqual([]);
  });

  it('ends and begins to the millisecond', () => {
    expect(reason({ validUntil: '2026-11-22T12:00:00.001Z' })).toBeUndefined();
    expect(reason({ promotion: { ...promotion, validFrom: at } })).toBeUndefined();
    expect(reason({ promotion: { ...promotion, validFrom: '2026-11-22T12:00:00.001Z' } })).toMatch(/valid from/);
  });
});
