import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentNotice } from '#platform/notice';
import { type CartState, numberPlaceholder, type PlaceOrderRequest } from '#platform/objects';
import { type DraftInput, draftOrder } from './draft-order.ts';
import { orderPlaced } from './events.ts';
import { orderFacts, orderPlacedData, orderSeries } from './order-facts.ts';
import { orderView } from './order-view.ts';
import { priceCart } from './price-cart.ts';
import { cartOf, heldFrom, idOf, quotedAtMs, sampleRequest } from './sample-cart.test-support.ts';
import { OrderView } from './schemas.ts';

function countingIds() {
  let last = 10_000;
  return { next: () => idOf(last++) };
}

const draft = (cart: CartState, change: Partial<DraftInput> = {}) =>
  draftOrder(
    {
      cart,
      allocations: heldFrom(cart),
      request: sampleRequest,
      orderId: idOf(5),
      tokenHash: 'f'.repeat(64),
      requestId: 'req-1',
      placedAt: new Date(quotedAtMs),
      ...change,
    },
    countingIds(),
  );

const twoPieces = () => cartOf([{ quantity: 2, unitPricePaise: 12_550 }]);
const to = (stateCode: string, deliveryMethod: PlaceOrderRequest['deliveryMethod'] = 'standard') => ({
  ...sampleRequest,
  deliveryMethod,
  shippingAddress: { ...sampleRequest.shippingAddress, stateCode },
});

describe('draftOrder', () => {
  it('splits a line by batch, each at its own MRP where that is below the price', () => {
    const cart = twoPieces();
    const [piece] = heldFrom(cart);
    if (piece === undefined) throw new Error('nothing held');
    const allocations = [
      { ...piece, quantity: 1, mrpPaise: 11_900, batchNumber: 'A1' },
      { ...piece, quantity: 1, batchId: idOf(701), batchNumber: 'B2', expiresOn: null },
    ];
    const { lines, order } = draft(cart, { allocations });
    expect(lines).toMatchObject([
      { position: 1, batchNumber: 'A1', unitPricePaise: 11_900, totalPaise: 11_900, mrpPaise: 11_900 },
      { position: 2, batchNumber: 'B2', unitPricePaise: 12_550, totalPaise: 12_550, expiresOn: null },
    ]);
    expect(order.subtotalPaise).toBe(24_450);
  });

  it('does not take the free delivery away from a buyer whose pack has a lower MRP', () => {
    const cart = cartOf([{ quantity: 4, unitPricePaise: 12_550 }]);
    const allocations = heldFrom(cart).map((piece) => ({ ...piece, mrpPaise: 12_000 }));
    expect(draft(cart, { allocations }).order).toMatchObject({ subtotalPaise: 48_000, shippingPaise: 0 });
  });

  it('bills IGST to another state, and the halves at home or to who fetches the goods', () => {
    const igst = (request: PlaceOrderRequest) => draft(twoPieces(), { request }).order.igstPaise;
    expect(igst(to('29'))).toBeGreaterThan(0);
    expect([igst(to('27')), igst(to('29', 'pickup'))]).toEqual([0, 0]);
    expect(draft(twoPieces(), { request: to('29', 'pickup') }).order.placeOfSupply).toBe('27');
  });

  it('is dated by the calendar of its store: half past midnight in Pune is the next day', () => {
    const placedAt = new Date('2026-03-31T19:00:00.000Z');
    const { day, order } = draft(twoPieces(), { placedAt });
    expect([day, order.placedAt]).toEqual(['2026-04-01', '2026-03-31T19:00:00.000Z']);
  });

  it('speaks the language of the request, or else of the cart', () => {
    expect(draft(twoPieces(), { request: { ...sampleRequest, language: 'hi' } }).order.language).toBe('hi');
    expect(draft(twoPieces()).order.language).toBe('en');
  });

  it('refuses to bill when the hold is not what the cart wants', () => {
    const cart = twoPieces();
    expect(() => draft(cart, { allocations: [] })).toThrow('does not cover');
    const tooMany = heldFrom(cart).map((piece) => ({ ...piece, quantity: 3 }));
    expect(() => draft(cart, { allocations: tooMany })).toThrow('does not cover');
  });

  it('never asks for more than the cart showed, and sums to the paisa, for any cart and any batches', () => {
    const anyWish = fc.record({
      quantity: fc.integer({ min: 1, max: 50 }),
      unitPricePaise: fc.integer({ min: 1, max: 500_000 }),
      rateBasisPoints: fc.constantFrom(0, 500, 1200, 1800, 2800, 4000),
    });
    const anyMrps = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 5 });
    const anyState = fc.constantFrom('27', '29');
    fc.assert(
      fc.property(fc.array(anyWish, { minLength: 1, maxLength: 8 }), anyMrps, anyState, (wishes, mrps, state) => {
        const cart = cartOf(wishes);
        const allocations = heldFrom(cart).flatMap((piece) =>
          Array.from({ length: piece.quantity }, (_, index) => ({
            ...piece,
            quantity: 1,
            mrpPaise: mrps[index % mrps.length] ?? 1,
          })),
        );
        const { order, lines, payments } = draft(cart, { allocations, request: to(state) });
        const sum = (column: 'totalPaise' | 'quantity') => lines.reduce((total, line) => total + line[column], 0);
        expect(order.totalPaise).toBeLessThanOrEqual(priceCart(cart).totalPaise);
        expect(sum('totalPaise')).toBe(order.subtotalPaise);
        expect(sum('quantity')).toBe(wishes.reduce((total, wish) => total + wish.quantity, 0));
        expect(payments[0]?.amountPaise).toBe(order.totalPaise);
        expect(order.cgstPaise).toBe(order.sgstPaise);
        expect(order.taxablePaise + order.cgstPaise + order.sgstPaise + order.igstPaise).toBe(order.totalPaise);
        for (const line of lines) {
          expect(line.unitPricePaise).toBeLessThanOrEqual(line.mrpPaise);
          expect(line.taxablePaise + line.cgstPaise + line.sgstPaise + line.igstPaise).toBe(line.totalPaise);
        }
      }),
    );
  });
});

describe('orderSeries', () => {
  it('starts anew with the financial year, and stays within 16 characters with six digits', () => {
    const { store } = twoPieces();
    expect(orderSeries(store, '2026-03-31').prefix).toBe('PUN/25-26/');
    const { name, prefix } = orderSeries(store, '2026-04-01');
    expect([name, prefix]).toEqual([`${store.storeId}/order/2026-27`, 'PUN/26-27/']);
    expect(`${prefix}000001`).toHaveLength(16);
  });
});

describe('orderFacts', () => {
  it('writes the order before what belongs to it, with its audit and its event, and always the same', () => {
    const drafted = draft(twoPieces());
    const facts = orderFacts(drafted);
    expect(facts.map((fact) => fact.table)).toEqual([
      'orders',
      'order_lines',
      'order_timeline',
      'payments',
      'order_deliveries',
      'audit_log',
      'events',
    ]);
    expect(orderFacts(JSON.parse(JSON.stringify(drafted)))).toEqual(facts);
    expect(facts[0]?.row).toMatchObject({ number: numberPlaceholder, token_hash: 'f'.repeat(64) });
  });

  it('writes whom it is for only as it was sealed', () => {
    const facts = orderFacts(draft(twoPieces()));
    expect(JSON.stringify(facts)).not.toMatch(/Asha|example\.com|Prabhat|98765|411004/);
    expect(facts[0]?.row).toMatchObject({
      contact: 'sealed contact',
      shipping_address: 'sealed address',
      email_index: 'e',
      phone_index: 'p',
      contact_name: null,
    });
  });

  it('adds what an account agreed to with the order to its ledger, its last word for each channel', () => {
    const yes = { channel: 'email', purpose: 'marketing', given: true } as const;
    const consents = [yes, { ...yes, channel: 'sms' } as const, { ...yes, given: false }];
    const ledger = (personId: string | null) =>
      orderFacts(draft(twoPieces(), { request: { ...sampleRequest, personId, consents } }))
        .filter(({ table }) => table === 'consents')
        .map(({ row }) => row);
    expect(ledger(null)).toEqual([]);
    expect(ledger(idOf(77))).toMatchObject([
      { person_id: idOf(77), channel: 'email', given: false, proof: { place: 'checkout', requestId: 'req-1' } },
      { person_id: idOf(77), channel: 'sms', given: true, notice_version: currentNotice },
    ]);
  });

  it('keeps names, addresses and tokens out of the audit', () => {
    const audit = orderFacts(draft(twoPieces())).find((fact) => fact.table === 'audit_log');
    expect(JSON.stringify(audit)).not.toMatch(/Asha|example\.com|Prabhat|98765|ffff/);
  });
});

describe('orderPlacedData', () => {
  it('is an order.placed of version 1 that adds up without the database', () => {
    const data = orderPlaced.read({
      type: 'order.placed',
      version: 1,
      data: orderPlacedData(draft(cartOf([{ quantity: 3, unitPricePaise: 9_999 }]))),
    });
    expect(data.lines.reduce((sum, line) => sum + line.totalPaise, 0) + data.shippingPaise).toBe(data.totalPaise);
    expect(data.taxablePaise + data.taxPaise).toBe(data.totalPaise);
    expect(JSON.stringify(data)).not.toContain('ffff');
  });

  it('tells nothing about the person who bought', () => {
    const data = JSON.stringify(orderPlacedData(draft(twoPieces())));
    expect(data).not.toMatch(/Asha|example\.com|Prabhat|98765|411004/);
  });

  it('fits into a message of a queue however many batches the pieces come from', () => {
    const cart = cartOf(Array.from({ length: 100 }, () => ({ quantity: 10, unitPricePaise: 12_550 })));
    const allocations = heldFrom(cart).flatMap((piece) =>
      Array.from({ length: 10 }, () => ({ ...piece, quantity: 1, mrpPaise: 12_000 })),
    );
    const placed = draft(cart, { allocations });
    const data = orderPlacedData(placed);
    expect(placed.lines).toHaveLength(1_000);
    expect(data.lines).toHaveLength(100);
    expect(JSON.stringify(data).length).toBeLessThan(128_000);
    const sum = (figure: 'quantity' | 'totalPaise') => data.lines.reduce((total, line) => total + line[figure], 0);
    expect([sum('quantity'), sum('totalPaise')]).toEqual([1_000, placed.order.subtotalPaise]);
    const tax = data.lines.reduce((total, line) => total + line.taxPaise, 0);
    expect(tax).toBe(placed.lines.reduce((total, line) => total + line.cgstPaise + line.sgstPaise + line.igstPaise, 0));
  });
});

describe('orderView', () => {
  it('is what the API promises', () => {
    const { order, ...rest } = draft(twoPieces());
    const view = orderView({ ...rest, order: { ...order, number: 'PUN/26-27/000001' } }, sampleRequest);
    expect(OrderView.parse(view)).toEqual(view);
    expect(JSON.stringify(view)).not.toContain('ffff');
  });
});
