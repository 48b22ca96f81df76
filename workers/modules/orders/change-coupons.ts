import type { PricedOrder } from '#modules/pricing';
import { fail, type Result, succeed } from '#platform/errors';
import type { CartState, SaleTerms } from '#platform/objects';
import { maxCartCoupons } from './limits.ts';
import { priceGoods } from './price-cart.ts';

/** A code as it is kept: printed ones are typed in any case and with spaces around. */
export const couponCode = (typed: string): string => typed.trim().toUpperCase();

const refuse = (message: string): Result<never> =>
  fail('invalid_input', message, { errors: [{ path: 'code', message }] });

/** Adds a code; one that is there already counts once. */
export function addCoupon({ couponCodes }: CartState, code: string): Result<string[]> {
  if (couponCodes.includes(code)) return succeed(couponCodes);
  if (couponCodes.length >= maxCartCoupons) return refuse(`At most ${maxCartCoupons} coupons go into a cart`);
  return succeed([...couponCodes, code]);
}

export function removeCoupon({ couponCodes }: CartState, code: string): Result<string[]> {
  if (!couponCodes.includes(code)) return fail('not_found', 'This cart has no such coupon.');
  return succeed(couponCodes.filter((other) => other !== code));
}

/**
 * What was read for some codes, and for those that came in meanwhile what the cart knew before, so that two changes at once do
 * not lose each other's coupon.
 */
export function joinTerms(known: SaleTerms, read: SaleTerms, codes: readonly string[]): SaleTerms {
  const readCodes = new Set([
    ...read.promotions.map(({ coupon }) => coupon?.code),
    ...read.refusedCoupons.map(({ code }) => code),
  ]);
  const isKept = (code: string | undefined) => code !== undefined && codes.includes(code) && !readCodes.has(code);
  const isWanted = (code: string | undefined) => code === undefined || codes.includes(code);
  return {
    ...read,
    promotions: [
      ...read.promotions.filter(({ coupon }) => isWanted(coupon?.code)),
      ...known.promotions.filter(({ coupon }) => isKept(coupon?.code)),
    ],
    refusedCoupons: [
      ...read.refusedCoupons.filter(({ code }) => isWanted(code)),
      ...known.refusedCoupons.filter(({ code }) => isKept(code)),
    ],
  };
}

/** Why a code of the cart gives nothing, in words; undefined where it does. */
export function reasonOfCoupon(cart: CartState, goods: PricedOrder, code: string): string | undefined {
  const refused = cart.terms.refusedCoupons.find((coupon) => coupon.code === code);
  if (refused !== undefined) return refused.reason;
  const promotion = cart.terms.promotions.find(({ coupon }) => coupon?.code === code);
  if (promotion === undefined) return 'There is no such coupon';
  if (goods.couponUses.some((use) => use.code === code)) return undefined;
  return goods.reasons.get(promotion.id) ?? 'Another coupon gives the same already';
}

/** A coupon that gives nothing is not taken in: whoever typed it is told why. */
export function requireUseful(cart: CartState, code: string): Result<CartState> {
  const reason = reasonOfCoupon(cart, priceGoods(cart), code);
  return reason === undefined ? succeed(cart) : refuse(reason);
}
