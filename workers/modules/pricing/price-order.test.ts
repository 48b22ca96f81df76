import { describe, expect, it } from 'vitest';
import { type PricedOrder, priceOrder } from './price-order.ts';
import type { PriceLine } from './price-sheet.ts';
import { line, promotion, sale } from './sample-prices.test-support.ts';

const price = (lines: readonly PriceLine[], ...promotions: ReturnType<typeof promotion>[]) =>
  priceOrder({ lines, promotions, sale });
const totals = ({ lines }: PricedOrder) => lines.map(({ totalPaise }) => totalPaise);
const words = ({ lines }: PricedOrder) =>
  lines.map(({ steps }) => steps.map(({ text, amountPaise }) => [text, amountPaise]));
const percentOff = (basisPoints: number) => ({ kind: 'percent_off', basisPoints }) as const;
const amountOff = (amountPaise: number) => ({ kind: 'amount_off', amountPaise }) as const;

describe('the price of a line', () => {
  it('is that of the list, and says so', () => {
    const priced = price([line('a', { quantity: 3, pricePaise: 12_550 })]);
    expect(priced).toMatchObject({ subtotalPaise: 37_650, discountPaise: 0, totalPaise: 37_650, promotions: [] });
    expect(words(priced)).toEqual([[['List price Rs 125.50, 3 of it', 37_650]]]);
  });

  it('falls with the quantity: from the number of pieces on, at the lowest price that it opens', () => {
    const breaks = [
      { minQuantity: 10, unitPricePaise: 900 },
      { minQuantity: 20, unitPricePaise: 850 },
      { minQuantity: 5, unitPricePaise: 1_100 },
    ];
    const unit = (quantity: number) =>
      price([line('a', { quantity, pricePaise: 1_000, breaks })]).lines[0]?.unitPricePaise;
    expect([9, 10, 19, 20].map(unit)).toEqual([1_000, 900, 900, 850]);
    expect(words(price([line('a', { quantity: 10, pricePaise: 1_000, breaks })]))).toEqual([
      [
        ['List price Rs 10.00, 10 of it', 10_000],
        ['From 10 pieces on Rs 9.00 each', -1_000],
      ],
    ]);
  });

  it('counts all lines of a variant towards its quantity', () => {
    const breaks = [{ minQuantity: 10, unitPricePaise: 900 }];
    const half = line('a', { quantity: 5, pricePaise: 1_000, breaks });
    expect(totals(price([half, { ...half, id: 'b' }]))).toEqual([4_500, 4_500]);
  });

  it('is never above the MRP on the pack', () => {
    const [priced] = price([line('a', { quantity: 2, pricePaise: 12_550, capPaise: 11_900 })]).lines;
    expect(priced).toMatchObject({ totalPaise: 23_800, pieces: [{ unitPricePaise: 11_900, totalPaise: 23_800 }] });
    expect(priced?.steps.at(-1)).toEqual({
      text: 'No pack costs more than its MRP',
      amountPaise: -1_300,
      promotionId: null,
    });
  });

  it('does not fall below the floor by its quantity, but a list price below it stands', () => {
    const breaks = [{ minQuantity: 2, unitPricePaise: 500 }];
    const unit = (floorPaise: number) =>
      price([line('a', { quantity: 2, pricePaise: 1_000, breaks, floorPaise })]).lines[0]?.unitPricePaise;
    expect([700, 1_000, 1_200].map(unit)).toEqual([700, 1_000, 1_000]);
  });
});

describe('a promotion', () => {
  const goods = [
    line('a', { quantity: 2, pricePaise: 10_000 }),
    line('b', { quantity: 1, pricePaise: 5_005, brandId: 'other' }),
  ];

  it('takes a share off each line, rounded in favour of the shop by less than a paisa', () => {
    const priced = price(goods, promotion('p', percentOff(1_250)));
    expect(totals(priced)).toEqual([17_500, 4_380]);
    expect(priced.promotions).toEqual([{ promotionId: 'p', label: 'Offer p', code: null, amountPaise: 3_125 }]);
    expect(words(priced)[0]).toEqual([
      ['List price Rs 100.00, 2 of it', 20_000],
      ['Offer p: 12.5 % off', -2_500],
    ]);
  });

  it('takes an amount off its goods together, and never more than they cost', () => {
    expect(totals(price(goods, promotion('p', amountOff(10_000))))).toEqual([12_002, 3_003]);
    expect(price(goods, promotion('p', amountOff(90_000)))).toMatchObject({ totalPaise: 0, discountPaise: 25_005 });
  });

  it('is about the goods in its scope only', () => {
    const offer = promotion('p', percentOff(1_000), { scope: { brandIds: ['other'] } });
    expect(totals(price(goods, offer))).toEqual([20_000, 4_505]);
    const none = promotion('p', percentOff(1_000), { scope: { forms: ['syrup'] } });
    expect(price(goods, none).reasons.get('p')).toBe('Nothing in the cart is part of it');
    for (const scope of [{ productIds: ['pb'] }, { variantIds: ['vb'] }]) {
      expect(totals(price(goods, promotion('p', percentOff(1_000), { scope })))).toEqual([20_000, 4_505]);
    }
    expect(totals(price(goods, promotion('p', percentOff(1_000), { scope: { categories: ['dilutions'] } })))).toEqual([
      18_000, 4_505,
    ]);
  });

  it('gives the eleventh of a variant free where a dealer buys ten', () => {
    const scheme = promotion('p', { kind: 'buy_x_get_y', buy: 10, get: 1, basisPoints: 10_000, count: 'item' });
    const of = (quantity: number) => totals(price([line('a', { quantity, pricePaise: 1_000 })], scheme))[0];
    expect([10, 11, 21, 22].map(of)).toEqual([10_000, 10_000, 20_000, 20_000]);
    const mixed = [line('a', { quantity: 6, pricePaise: 1_000 }), line('b', { quantity: 5, pricePaise: 1_000 })];
    expect(price(mixed, scheme).discountPaise).toBe(0);
  });

  it('gives the cheapest of any three where two are bought, or half of it', () => {
    const mixture = [
      line('a', { quantity: 2, pricePaise: 3_000 }),
      line('b', { quantity: 1, pricePaise: 1_000 }),
      line('c', { quantity: 3, pricePaise: 2_000 }),
    ];
    const offer = (basisPoints: number) =>
      promotion('p', { kind: 'buy_x_get_y', buy: 2, get: 1, basisPoints, count: 'together' });
    expect(totals(price(mixture, offer(10_000)))).toEqual([6_000, 0, 4_000]);
    expect(totals(price(mixture, offer(5_000)))).toEqual([6_000, 500, 5_000]);
    expect(words(price(mixture, offer(5_000)))[1]?.[1]).toEqual(['Offer p: buy 2, get 1 at 50 % off', -500]);
  });

  it('sells a bundle at its own price, as often as it is whole, and nothing else with it', () => {
    const bundle = promotion('p', {
      kind: 'bundle',
      items: [
        { variantId: 'va', quantity: 2 },
        { variantId: 'vb', quantity: 1 },
      ],
      pricePaise: 20_000,
    });
    const more = [...goods, line('c', { quantity: 1, pricePaise: 900 })];
    expect(price(more, bundle)).toMatchObject({ discountPaise: 5_005, totalPaise: 20_900 });
    const twice = [line('a', { quantity: 5, pricePaise: 10_000 }), line('b', { quantity: 2, pricePaise: 5_005 })];
    expect(price(twice, bundle).discountPaise).toBe(10_010);
    expect(price(goods.slice(0, 1), bundle).discountPaise).toBe(0);
    const dear = promotion('p', { kind: 'bundle', items: [{ variantId: 'va', quantity: 2 }], pricePaise: 30_000 });
    expect(price(goods, dear).discountPaise).toBe(0);
  });

  it('makes delivery free where that is worth something', () => {
    const offer = promotion('p', { kind: 'free_delivery' });
    expect(price(goods, offer)).toMatchObject({ isDeliveryFree: true, discountPaise: 0 });
    const free = priceOrder({ lines: goods, promotions: [offer], sale: { ...sale, deliveryFeePaise: () => 0 } });
    expect(free).toMatchObject({ isDeliveryFree: false, promotions: [] });
  });

  it('is not for everybody, and says for whom it is', () => {
    const reason = (scope: Parameters<typeof promotion>[2] & object) =>
      price(goods, promotion('p', percentOff(100), scope)).reasons.get('p');
    expect(reason({ scope: { channels: ['till'] } })).toBe('It is not for this way of buying');
    expect(reason({ scope: { storeIds: ['thane'] } })).toBe('It is not for this store');
    expect(reason({ scope: { priceLists: ['doctor', 'dealer'] } })).toBe('It is for doctor and dealer prices only');
    expect(reason({ scope: { firstOrderOnly: true } })).toBe(
      'It is for the first order of an account: sign in to use it',
    );
    expect(reason({ scope: { minSubtotalPaise: 25_006 } })).toBe('It needs goods for Rs 250.06; these are Rs 250.05');
    expect(
      reason({ scope: { minSubtotalPaise: 25_005, channels: ['web'], storeIds: ['pune'], priceLists: ['retail'] } }),
    ).toBeUndefined();
    expect(price([], promotion('p', percentOff(100))).reasons.get('p')).toBe('Put something into the cart first');
    const first = { lines: goods, promotions: [promotion('p', percentOff(100), { scope: { firstOrderOnly: true } })] };
    expect(priceOrder({ ...first, sale: { ...sale, isFirstOrder: true } }).discountPaise).toBe(250);
  });

  it('stops at the floor, and says so', () => {
    const floored = [line('a', { quantity: 2, pricePaise: 10_000, floorPaise: 9_500 })];
    const priced = price(floored, promotion('p', percentOff(5_000)));
    expect(totals(priced)).toEqual([19_000]);
    expect(words(priced)[0]?.[1]).toEqual(['Offer p: 50 % off, as far as the lowest price allows', -1_000]);
  });
});

describe('promotions together', () => {
  const goods = [line('a', { quantity: 1, pricePaise: 10_000 })];
  const chosen = (...promotions: ReturnType<typeof promotion>[]) =>
    price(goods, ...promotions).promotions.map(({ promotionId }) => promotionId);
  const ten = { stackingGroup: 'season', label: 'Ten' };

  it('of one group give the best only, of several all of them', () => {
    const better = promotion('b', percentOff(2_000), ten);
    expect(chosen(promotion('a', percentOff(1_000), ten), better)).toEqual(['b']);
    expect(chosen(promotion('a', percentOff(1_000)), better)).toEqual(['a', 'b']);
    expect(price(goods, promotion('a', percentOff(1_000), ten), better).reasons.get('a')).toBe(
      'Another offer is worth more and does not combine with it',
    );
  });

  it('are taken off by their priority, each from what the one before has left', () => {
    const amount = promotion('a', amountOff(1_000), { priority: 1 });
    expect(price(goods, amount, promotion('p', percentOff(1_000))).totalPaise).toBe(8_100);
    expect(price(goods, { ...amount, priority: -1 }, promotion('p', percentOff(1_000))).totalPaise).toBe(8_000);
  });

  it('tolerate none beside an exclusive one, which counts only when it beats them all', () => {
    const exclusive = promotion('x', percentOff(2_500), { isExclusive: true });
    const both = [promotion('a', percentOff(1_000)), promotion('b', percentOff(1_500))] as const;
    expect(chosen(exclusive, ...both)).toEqual(['x']);
    expect(chosen({ ...exclusive, benefit: percentOff(2_000) }, ...both)).toEqual(['a', 'b']);
  });

  it('prefer of two that give the same the higher priority, then the earlier id', () => {
    const same = [promotion('b', percentOff(1_000), ten), promotion('a', percentOff(1_000), ten)] as const;
    expect(chosen(...same)).toEqual(['a']);
    expect(chosen({ ...same[0], priority: 1 }, same[1])).toEqual(['b']);
  });

  it('that two coupons open count once, by the first code', () => {
    const limits = { total: 5, perPerson: 1 };
    const offer = promotion('a', percentOff(1_000), { coupon: { code: 'B', limits } });
    const priced = price(goods, offer, { ...offer, coupon: { code: 'A', limits } });
    expect(priced.totalPaise).toBe(9_000);
    expect(priced.couponUses).toEqual([{ code: 'A', promotionId: 'a', limits }]);
    expect(priced.lines[0]?.steps[1]?.text).toBe('Offer a (A): 10 % off');
  });

  it('need a coupon only where it gives something', () => {
    const coupon = { code: 'A', limits: { total: null, perPerson: null } };
    expect(
      price(goods, promotion('a', percentOff(1_000), { coupon, scope: { storeIds: ['thane'] } })).couponUses,
    ).toEqual([]);
  });
});

describe('what staff take off', () => {
  const of = (wish: Parameters<typeof line>[1]) => price([line('a', wish)], promotion('p', percentOff(1_000))).lines[0];
  const base = { quantity: 2, pricePaise: 10_000 };

  it('comes after the promotions, as a share or by the piece', () => {
    const share = of({ ...base, discount: { reduction: { kind: 'percent', basisPoints: 500 }, belowFloor: false } });
    expect(share).toMatchObject({ totalPaise: 17_100, discountPaise: 2_900 });
    expect(share?.steps.at(-1)).toEqual({ text: 'Discount given by the store', amountPaise: -900, promotionId: null });
    const byPiece = of({ ...base, discount: { reduction: { kind: 'amount', perPiecePaise: 300 }, belowFloor: false } });
    expect(byPiece?.totalPaise).toBe(17_400);
  });

  it('stops at the floor without the permission, and at nothing with it', () => {
    const all = { reduction: { kind: 'percent', basisPoints: 10_000 } } as const;
    expect(of({ ...base, floorPaise: 8_000, discount: { ...all, belowFloor: false } })?.totalPaise).toBe(16_000);
    expect(of({ ...base, floorPaise: 8_000, discount: { ...all, belowFloor: true } })?.totalPaise).toBe(0);
  });
});
