import { describe, expect, it } from 'vitest';
import { openScope } from '#modules/pricing';
import type { CartState } from '#platform/objects';
import { plainTerms } from './cart-of-today.ts';
import { type DraftInput, draftOrder } from './draft-order.ts';
import { couponUsesOf } from './price-cart.ts';
import { cartOf, heldFrom, idOf, quotedAtMs, sampleRequest } from './sample-cart.test-support.ts';

function draft(cart: CartState, change: Partial<DraftInput> = {}) {
  const input = { cart, allocations: heldFrom(cart), request: sampleRequest, placedAt: new Date(quotedAtMs) };
  const ids = { orderId: idOf(5), tokenHash: 'f'.repeat(64), requestId: 'req-1' };
  let last = 10_000;
  return draftOrder({ ...input, ...ids, ...change }, { next: () => idOf(last++) });
}

const elsewhere = { ...sampleRequest, shippingAddress: { ...sampleRequest.shippingAddress, stateCode: '29' } };

/** Two pieces at Rs 125.50 with a coupon of ten percent. */
function couponCart(): CartState {
  const cart = cartOf([{ quantity: 2, unitPricePaise: 12_550 }]);
  const promotion = {
    id: idOf(60),
    label: 'Ten',
    benefit: { kind: 'percent_off', basisPoints: 1_000 } as const,
    scope: openScope,
    stackingGroup: 'offers',
    priority: 0,
    isExclusive: false,
    coupon: { code: 'TEN', limits: { total: 5, perPerson: 1 } },
  };
  return { ...cart, couponCodes: ['TEN'], terms: { ...plainTerms, promotions: [promotion] } };
}

describe('an order of what was held', () => {
  it('wrong batch price (erpnext#24470): a discount is that of each batch, at its own MRP, and never more than was shown', () => {
    const cart = couponCart();
    const [piece] = heldFrom(cart);
    if (piece === undefined) throw new Error('nothing held');
    const allocations = [
      { ...piece, quantity: 1, mrpPaise: 11_900 },
      { ...piece, quantity: 1, batchId: idOf(701) },
    ];
    const { lines, order, couponUses } = draft(cart, { allocations });
    expect(lines).toMatchObject([
      { unitPricePaise: 11_900, discountPaise: 1_190, totalPaise: 10_710 },
      { unitPricePaise: 12_550, discountPaise: 1_255, totalPaise: 11_295 },
    ]);
    expect(order).toMatchObject({
      subtotalPaise: 24_450,
      discountPaise: 2_445,
      shippingPaise: 4_900,
      totalPaise: 26_905,
    });
    expect(couponUses).toEqual([{ code: 'TEN', promotionId: idOf(60), limits: { total: 5, perPerson: 1 } }]);
    expect(couponUses).toEqual(couponUsesOf(cart));
  });

  it('keeps why it costs what it costs, by the lines of the order', () => {
    const cart = couponCart();
    expect(draft(cart).order).toMatchObject({
      taxIncluded: true,
      couponUses: [{ code: 'TEN' }],
      priceExplanation: {
        priceList: 'retail',
        isDeliveryFree: false,
        promotions: [{ promotionId: idOf(60), label: 'Ten', code: 'TEN', amountPaise: 2_510 }],
        lines: [
          {
            positions: [1],
            steps: [
              { text: 'List price Rs 125.50, 2 of it', amountPaise: 25_100 },
              { text: 'Ten (TEN): 10 % off', amountPaise: -2_510 },
            ],
          },
        ],
      },
    });
  });

  it('puts the tax on top where prices are without it', () => {
    const cart = { ...cartOf([{ quantity: 4, unitPricePaise: 20_000 }]), terms: { ...plainTerms, taxIncluded: false } };
    const roomy = { ...cart, quotes: cart.quotes.map((quote) => ({ ...quote, mrpPaise: 50_000 })) };
    const { order, lines } = draft(roomy, { request: elsewhere });
    expect(order).toMatchObject({
      taxIncluded: false,
      subtotalPaise: 80_000,
      taxablePaise: 80_000,
      igstPaise: 4_000,
      totalPaise: 84_000,
    });
    expect(lines).toMatchObject([{ unitPricePaise: 20_000, taxablePaise: 80_000, totalPaise: 84_000 }]);
  });
});
