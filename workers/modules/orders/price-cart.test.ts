import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBill } from './bill.ts';
import { cartView } from './cart-view.ts';
import { priceCart } from './price-cart.ts';
import { cartOf, emptyCart } from './sample-cart.test-support.ts';
import { CartView } from './schemas.ts';

const anyWish = fc.record({
  quantity: fc.integer({ min: 1, max: 999 }),
  unitPricePaise: fc.integer({ min: 1, max: 1_000_000 }),
  rateBasisPoints: fc.constantFrom(0, 500, 1200, 1800, 2800, 4000),
});
const anyCart = fc.array(anyWish, { maxLength: 12 }).map(cartOf);

describe('makeBill', () => {
  it('taxes delivery as the goods it delivers', () => {
    const goods = { grossPaise: 10_500, netPaise: 10_500, rateBasisPoints: 500 };
    const bill = makeBill([goods], 4_200, { kind: 'within_state', taxIncluded: true });
    expect(bill).toMatchObject({
      subtotalPaise: 10_500,
      shippingPaise: 4_200,
      totalPaise: 14_700,
      tax: { taxablePaise: 14_000, cgstPaise: 350, sgstPaise: 350, igstPaise: 0 },
      lines: [{ taxablePaise: 10_000, cgstPaise: 250, sgstPaise: 250 }],
    });
  });
});

describe('priceCart', () => {
  it('sums lines, shipping and tax to the total, for any cart', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const { tax, subtotalPaise, shippingPaise: shipping, totalPaise, lines } = priceCart(cart);
        expect(subtotalPaise + shipping).toBe(totalPaise);
        expect(tax.taxablePaise + tax.cgstPaise + tax.sgstPaise).toBe(totalPaise);
        expect(tax.igstPaise).toBe(0);
        expect(lines).toHaveLength(cart.lines.length);
      }),
    );
  });
});

describe('cartView', () => {
  it('is what the API promises, for any cart', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        const view = cartView(cart);
        expect(CartView.parse(view)).toEqual(view);
        expect(view.lines.reduce((sum, line) => sum + line.total.amount, 0)).toBe(view.subtotal.amount);
      }),
    );
  });

  it('tells until when the prices hold, and nothing of it while there are none', () => {
    expect(cartView(cartOf([{ quantity: 1, unitPricePaise: 100 }])).pricesHoldUntil).toBe('2026-11-22T12:10:00.000Z');
    expect(cartView(emptyCart())).toMatchObject({ pricesHoldUntil: null, total: { amount: 0 }, itemCount: 0 });
  });
});
