import { describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import type { CartState, Promotion, PromotionScope, SaleTerms } from '#platform/objects';
import { applyChange, isPricedForAnother, pricesDiffer } from './cart.ts';
import { cartOfToday, plainTerms } from './cart-of-today.ts';
import { cartView } from './cart-view.ts';
import { CartView } from './cart-view-schema.ts';
import { couponCode } from './change-coupons.ts';
import { maxCartCoupons } from './limits.ts';
import { couponUsesOf, priceCart } from './price-cart.ts';
import { cartOf, emptyCart, idOf, quotedAtMs } from './sample-cart.test-support.ts';

const scope: PromotionScope = {
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
const limits = { total: 100, perPerson: 1 };

const opened = (code: string, change: Partial<Promotion> = {}): Promotion => ({
  id: idOf(code.length * 100 + code.charCodeAt(0)),
  label: `Offer of ${code}`,
  benefit: { kind: 'percent_off', basisPoints: 1_000 },
  scope,
  stackingGroup: code,
  priority: 0,
  isExclusive: false,
  coupon: { code, limits },
  ...change,
});
const termsOf = (...promotions: Promotion[]): SaleTerms => ({ ...plainTerms, promotions });
const goods = () => cartOf([{ quantity: 2, unitPricePaise: 10_000 }]);
const typed = (cart: CartState, code: string, terms: SaleTerms) =>
  applyChange(cart, { kind: 'apply_coupon', code }, cart.quotes, quotedAtMs, terms);

describe('a coupon in a cart', () => {
  it('takes its share off, and counts once however often it is typed', () => {
    const terms = termsOf(opened('TEN'));
    const once = orThrow(typed(goods(), 'TEN', terms));
    expect(priceCart(once)).toMatchObject({ subtotalPaise: 20_000, discountPaise: 2_000, totalPaise: 22_900 });
    const twice = orThrow(typed(once, 'TEN', terms));
    expect(twice).toEqual(once);
    expect(couponUsesOf(twice)).toEqual([{ code: 'TEN', promotionId: terms.promotions[0]?.id, limits }]);
  });

  it('does not make delivery dearer than it was without', () => {
    const cart = cartOf([{ quantity: 5, unitPricePaise: 10_000 }]);
    expect(priceCart(orThrow(typed(cart, 'TEN', termsOf(opened('TEN')))))).toMatchObject({
      shippingPaise: 0,
      totalPaise: 45_000,
    });
  });

  it('makes delivery free where that is what it gives', () => {
    const terms = termsOf(opened('FREE', { benefit: { kind: 'free_delivery' } }));
    expect(priceCart(orThrow(typed(goods(), 'FREE', terms)))).toMatchObject({ shippingPaise: 0, totalPaise: 20_000 });
  });

  it('that gives nothing is not taken in, with the reason', () => {
    const refusal = (terms: SaleTerms, cart = goods()) => {
      const answer = typed(cart, 'TEN', terms);
      return answer.ok ? 'taken' : [answer.failure.code, answer.failure.errors?.[0]?.path, answer.failure.detail];
    };
    expect(refusal(termsOf())).toEqual(['invalid_input', 'code', 'There is no such coupon']);
    const refusedCoupons = [{ code: 'TEN', reason: 'This coupon has expired' }];
    expect(refusal({ ...termsOf(), refusedCoupons })).toEqual(['invalid_input', 'code', 'This coupon has expired']);
    const rich = opened('TEN', { scope: { ...scope, minSubtotalPaise: 20_001 } });
    expect(refusal(termsOf(rich))).toContain('It needs goods for Rs 200.01; these are Rs 200.00');
    expect(refusal(termsOf(opened('TEN')), emptyCart())).toContain('Put something into the cart first');
    const better = opened('BEST', {
      stackingGroup: 'TEN',
      benefit: { kind: 'percent_off', basisPoints: 2_000 },
      coupon: null,
    });
    expect(refusal(termsOf(opened('TEN'), better))).toContain(
      'Another offer is worth more and does not combine with it',
    );
    const same = { ...opened('ALSO'), id: opened('TEN').id };
    const has = orThrow(typed(goods(), 'ALSO', termsOf(same)));
    expect(refusal(termsOf(same, opened('TEN')), has)).toContain('Another coupon gives the same already');
  });

  it('stays while the cart changes, shows why it gives nothing meanwhile, and gives again', () => {
    const terms = termsOf(opened('TEN', { scope: { ...scope, minSubtotalPaise: 15_000 } }));
    const full = orThrow(typed(goods(), 'TEN', terms));
    const lineId = full.lines[0]?.id ?? '';
    const less = orThrow(
      applyChange(full, { kind: 'set_quantity', lineId, quantity: 1 }, full.quotes, quotedAtMs, terms),
    );
    expect(cartView(less)).toMatchObject({
      discount: { amount: 0 },
      coupons: [{ code: 'TEN', isApplied: false, reason: 'It needs goods for Rs 150.00; these are Rs 100.00' }],
    });
    expect(couponUsesOf(less)).toEqual([]);
    const again = orThrow(applyChange(less, { kind: 'set_quantity', lineId, quantity: 2 }, less.quotes, quotedAtMs));
    expect(cartView(again)).toMatchObject({
      discount: { amount: 2_000 },
      coupons: [{ isApplied: true, reason: null }],
    });
  });

  it('is removed, and what is not there cannot be', () => {
    const cart = orThrow(typed(goods(), 'TEN', termsOf(opened('TEN'))));
    const without = orThrow(applyChange(cart, { kind: 'remove_coupon', code: 'TEN' }, cart.quotes, quotedAtMs));
    expect([without.couponCodes, without.terms.promotions]).toEqual([[], []]);
    const again = applyChange(without, { kind: 'remove_coupon', code: 'TEN' }, [], quotedAtMs);
    expect(again).toMatchObject({ failure: { code: 'not_found', detail: 'This cart has no such coupon.' } });
  });

  it('is not lost when another one is typed at the same time', () => {
    const first = orThrow(typed(goods(), 'A', termsOf(opened('A'))));
    // Read before the first one was in the cart.
    const both = orThrow(typed(first, 'B', termsOf(opened('B'))));
    expect(
      couponUsesOf(both)
        .map(({ code }) => code)
        .toSorted(),
    ).toEqual(['A', 'B']);
    const refused = {
      ...first,
      terms: { ...first.terms, promotions: [], refusedCoupons: [{ code: 'A', reason: 'Ended' }] },
    };
    expect(orThrow(typed(refused, 'B', termsOf(opened('B')))).terms.refusedCoupons).toEqual([
      { code: 'A', reason: 'Ended' },
    ]);
  });

  it(`has at most ${maxCartCoupons} beside it`, () => {
    const codes = ['A', 'B', 'C', 'D', 'E'];
    const full = codes.reduce((cart, code, index) => {
      return orThrow(typed(cart, code, termsOf(...codes.slice(0, index + 1).map((each) => opened(each)))));
    }, goods());
    expect(typed(full, 'F', full.terms)).toMatchObject({ failure: { detail: 'At most 5 coupons go into a cart' } });
  });

  it('is a change of price that its buyer is told of when it ends', () => {
    const cart = orThrow(typed(goods(), 'TEN', termsOf(opened('TEN'))));
    const ended = { ...termsOf(), refusedCoupons: [{ code: 'TEN', reason: 'This coupon has expired' }] };
    const after = orThrow(applyChange(cart, { kind: 'requote' }, cart.quotes, quotedAtMs, ended));
    expect(pricesDiffer(cart, after)).toBe(true);
    expect(
      pricesDiffer(cart, orThrow(applyChange(cart, { kind: 'requote' }, cart.quotes, quotedAtMs, cart.terms))),
    ).toBe(false);
  });

  it('is kept as it is printed, however it is typed', () => {
    expect(couponCode(' ten-Off ')).toBe('TEN-OFF');
  });
});

describe('a discount of staff in a cart', () => {
  const reduction = { kind: 'percent', basisPoints: 500 } as const;
  const discount = { reduction, reason: 'torn', givenBy: 'person:1', belowFloor: false };
  const give = (cart: CartState, given: typeof discount | null, lineId = cart.lines[0]?.id ?? '') =>
    applyChange(cart, { kind: 'set_discount', lineId, discount: given }, cart.quotes, quotedAtMs);

  it('is one a line, is taken away again, and goes with its line', () => {
    const cart = orThrow(give(goods(), discount));
    expect(cartView(cart)).toMatchObject({
      discount: { amount: 1_000 },
      discounts: [{ label: 'Discount given by the store', code: null, amount: { amount: 1_000 } }],
    });
    const more = orThrow(give(cart, { ...discount, reason: 'very torn' }));
    expect(more.discounts.map(({ reason }) => reason)).toEqual(['very torn']);
    expect(orThrow(give(more, null)).discounts).toEqual([]);
    const lineId = more.lines[0]?.id ?? '';
    expect(orThrow(applyChange(more, { kind: 'remove', lineId }, [], quotedAtMs)).discounts).toEqual([]);
    expect(give(goods(), discount, idOf(99))).toMatchObject({ failure: { code: 'not_found' } });
  });
});

describe('a cart that somebody else orders', () => {
  const doctors: SaleTerms = { ...plainTerms, buyerId: 'doctor', priceList: 'doctor' };
  const first = {
    ...plainTerms,
    buyerId: 'asha',
    promotions: [opened('TEN', { scope: { ...scope, firstOrderOnly: true } })],
  };

  it('is priced anew where its prices are those of an account', () => {
    const isOther = (terms: SaleTerms, buyerId: string | null, change: Partial<CartState> = {}) =>
      isPricedForAnother({ ...goods(), terms, ...change }, buyerId);
    expect([isOther(doctors, 'doctor'), isOther(doctors, 'asha'), isOther(doctors, null)]).toEqual([false, true, true]);
    expect([isOther(first, 'asha'), isOther(first, 'ravi')]).toEqual([false, true]);
    expect(isOther({ ...plainTerms, buyerId: 'asha' }, null)).toBe(false);
    expect(isOther(doctors, null, { channel: 'till' })).toBe(false);
    expect(isOther(doctors, null, { chosenPriceList: 'doctor' })).toBe(false);
  });
});

describe('a cart that was kept', () => {
  it('from before there were coupons and price lists is one of the web shop without any', () => {
    const { channel, chosenPriceList, terms, couponCodes, discounts, ...old } = goods();
    const read = cartOfToday(JSON.parse(JSON.stringify(old)) as typeof old);
    expect(read).toMatchObject({
      channel: 'web',
      chosenPriceList: null,
      terms: plainTerms,
      couponCodes: [],
      discounts: [],
    });
    expect([channel, chosenPriceList, terms, couponCodes, discounts]).toEqual(['web', null, plainTerms, [], []]);
    expect(priceCart(read).totalPaise).toBe(24_900);
  });

  it('stays as it is when it has them', () => {
    const cart = { ...goods(), channel: 'till' as const, couponCodes: ['A'], chosenPriceList: 'doctor' as const };
    expect(cartOfToday(JSON.parse(JSON.stringify(cart)) as CartState)).toEqual(cart);
  });
});

describe('a cart whose prices are without tax', () => {
  const terms: SaleTerms = { ...plainTerms, priceList: 'dealer', taxIncluded: false };

  it('gets the tax of its goods on top, delivery as it is, and stays within the MRP', () => {
    const cart = { ...goods(), terms, quotes: goods().quotes.map((quote) => ({ ...quote, mrpPaise: 20_000 })) };
    const bill = priceCart(cart);
    expect(bill).toMatchObject({ subtotalPaise: 20_000, shippingPaise: 4_900, totalPaise: 25_900 });
    expect(bill.lines).toEqual([
      { taxablePaise: 20_000, cgstPaise: 500, sgstPaise: 500, igstPaise: 0, totalPaise: 21_000 },
    ]);
    const view = cartView(cart);
    expect(CartView.parse(view)).toEqual(view);
    expect(view).toMatchObject({ taxIncluded: false, priceList: 'dealer' });
    const capped = priceCart({ ...cart, quotes: goods().quotes });
    expect(capped.lines[0]?.totalPaise).toBeLessThanOrEqual(20_000);
    expect(capped.subtotalPaise).toBe(19_040);
  });

  it('is not ordered while a line has a quote of another list', () => {
    const cart = goods();
    const mixed = orThrow(applyChange(cart, { kind: 'requote' }, [], quotedAtMs + 1, terms));
    expect(mixed.quotedAtMs).toBe(0);
    expect(orThrow(applyChange(cart, { kind: 'requote' }, cart.quotes, quotedAtMs + 1, terms)).quotedAtMs).toBe(
      quotedAtMs + 1,
    );
  });
});

it('shows of a cart with everything in it what the API promises', () => {
  const reduction = { kind: 'amount', perPiecePaise: 100 } as const;
  const cart = orThrow(typed(goods(), 'TEN', termsOf(opened('TEN'))));
  const view = cartView({
    ...cart,
    discounts: [{ lineId: cart.lines[0]?.id ?? '', reduction, reason: 'torn', givenBy: 'person:1', belowFloor: false }],
  });
  expect(CartView.parse(view)).toEqual(view);
  expect(view.lines[0]?.explain.map(({ amount }) => amount.amount)).toEqual([20_000, -2_000, -200]);
  expect(view.discounts.map(({ amount }) => amount.amount)).toEqual([2_000, 200]);
  expect(JSON.stringify(view)).not.toMatch(/floor|givenBy|person:1/);
});
