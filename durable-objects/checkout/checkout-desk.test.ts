import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orThrow } from '#platform/errors';
import type { PlaceOrderRequest, PlaceOutcome } from '#platform/objects';
import { openCartLivesMs, placedCartLivesMs } from './cart-life.ts';
import { type Fate, fates, quote, ShopModel, seededRandom, variantId } from './shop-model.test-support.ts';

const request: PlaceOrderRequest = {
  contact: { name: 'Asha Rao', email: 'asha@example.com', phone: '+919876543210' },
  shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
  deliveryMethod: 'standard',
  paymentMethod: 'cod',
  consents: [],
  language: null,
};
const token = 'a'.repeat(64);
const firstKey = { key: 'key-1', bodyHash: 'body-1' };
const minute = 60_000;

const shelf = (quantity: number) => [{ quantity, mrpPaise: 13_000, expiresOn: null }];

const place = (shop: ShopModel, cartId: string, idempotency = firstKey) =>
  shop.run(cartId, (desk) => desk.place(token, request, idempotency, 'req-1'));

async function answered(shop: ShopModel, cartId: string, idempotency = firstKey) {
  const outcome = await place(shop, cartId, idempotency);
  if (outcome === 'crashed') throw new Error('crashed');
  const value: PlaceOutcome = orThrow(outcome);
  if (value.kind !== 'answered') throw new Error(value.kind);
  return { ...value, body: JSON.parse(value.answer.body) };
}

async function failureCode(shop: ShopModel, cartId: string, idempotency = firstKey) {
  const outcome = await place(shop, cartId, idempotency);
  return outcome === 'crashed' || outcome.ok ? 'none' : outcome.failure.code;
}

/** Lets time pass with every other object well again, until nothing is left to do. */
async function settle(shop: ShopModel) {
  shop.fateOf = () => 'answered';
  for (let round = 0; round < 60; round++) {
    if (shop.cartIds.every((cartId) => shop.placementOf(cartId) === undefined)) break;
    shop.clock.advanceMs(minute);
    await shop.ringAlarms();
  }
  shop.writeKept();
  shop.clock.advanceMs(16 * minute);
}

/** Timers would only ever fire for a desk that is dead; time in the model is the model's own. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('placing an order', () => {
  it('takes three calls: hold, issue, commit', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    const { answer, body } = await answered(shop, cartId);
    expect(shop.calls).toEqual(['hold', 'issue', 'commit']);
    expect(answer).toMatchObject({ status: 201, contentType: 'application/json' });
    expect(body).toMatchObject({
      number: 'PUN/26-27/000001',
      status: 'placed',
      orderToken: expect.stringMatching(/^ord_/),
    });
    expect(shop.totals()).toMatchObject({ onHand: 3, held: 0, sold: 2 });
  });

  it('gives the same bytes to the same key, and makes no second order', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    const first = await answered(shop, cartId);
    const second = await answered(shop, cartId);
    expect(second.answer).toEqual(first.answer);
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(shop.numbers.size).toBe(1);
  });

  it('refuses the same key with another body, and another key once the cart is sold', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    await answered(shop, cartId);
    expect(await failureCode(shop, cartId, { key: 'key-1', bodyHash: 'body-2' })).toBe('idempotency_mismatch');
    expect(await failureCode(shop, cartId, { key: 'key-2', bodyHash: 'body-1' })).toBe('conflict');
  });

  it('says not_found to a wrong token and to a cart that never was', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    const stranger = await shop.desk(cartId).place('b'.repeat(64), request, firstKey, 'req-1');
    expect(stranger).toMatchObject({ ok: false, failure: { code: 'not_found' } });
    expect(await shop.desk(cartId).read('b'.repeat(64))).toMatchObject({ failure: { code: 'not_found' } });
  });

  it('is in progress for whoever comes while it runs, with the same key or another', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    shop.fateOf = () => 'silent';
    const running = place(shop, cartId);
    while (shop.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const codes = [
      await failureCode(shop, cartId),
      await failureCode(shop, cartId, { key: 'key-2', bodyHash: 'body-1' }),
      await failureCode(shop, cartId, { key: 'key-1', bodyHash: 'body-2' }),
    ];
    expect(codes).toEqual(['in_progress', 'in_progress', 'idempotency_mismatch']);
    const change = await shop.add(cartId, token, 1);
    expect(change).toMatchObject({ failure: { code: 'in_progress', retryAfterSeconds: 1 } });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await running).toMatchObject({ failure: { code: 'unavailable' } });
  });

  it('refuses an empty cart', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    const cart = orThrow(await shop.desk(cartId).read(token));
    const change = { kind: 'remove', lineId: cart.lines[0]?.id ?? '' } as const;
    orThrow(await shop.desk(cartId).change(token, change, [], shop.nowMs));
    expect(await failureCode(shop, cartId)).toBe('invalid_input');
  });

  it('asks for fresh prices when the quote is older than ten minutes', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    shop.clock.advanceMs(10 * minute + 1);
    expect(await place(shop, cartId)).toEqual({ ok: true, value: { kind: 'stale_quote' } });
    orThrow(await shop.desk(cartId).change(token, { kind: 'requote' }, [quote], shop.nowMs));
    expect((await answered(shop, cartId)).answer.status).toBe(201);
  });
});

describe('out of stock', () => {
  it('names the lines and what is left, keeps the refusal under its key, and gives the cart back', async () => {
    const shop = new ShopModel(shelf(2));
    const cartId = await shop.openCart(token, 3);
    const refusal = await answered(shop, cartId);
    expect(refusal.answer).toMatchObject({ status: 409, contentType: 'application/problem+json' });
    expect(refusal.body).toMatchObject({
      code: 'out_of_stock',
      requestId: 'req-1',
      lines: [{ variantId, name: 'Arnica montana', requested: 3, available: 2 }],
    });
    expect((await answered(shop, cartId)).answer).toEqual(refusal.answer);

    const cart = orThrow(await shop.desk(cartId).read(token));
    expect(cart.status).toBe('open');
    const less = { kind: 'set_quantity', lineId: cart.lines[0]?.id ?? '', quantity: 2 } as const;
    orThrow(await shop.desk(cartId).change(token, less, [quote], shop.nowMs));
    const sale = await answered(shop, cartId, { key: 'key-2', bodyHash: 'body-1' });
    expect(sale.answer.status).toBe(201);
    expect(sale.body.id).toBe(cart.orderId);
  });
});

describe('when the database is away', () => {
  it('tells the buyer to come back, secures the goods, and finishes by itself under the same number and token', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'issue' ? 'away' : 'answered');
    expect(await failureCode(shop, cartId)).toBe('unavailable');
    expect(shop.calls).toEqual(['hold', 'issue', 'commit']);
    shop.clock.advanceMs(40 * minute);
    expect(shop.totals()).toMatchObject({ onHand: 3, held: 0 });

    shop.fateOf = () => 'answered';
    await shop.ringAlarms();
    expect(shop.placementOf(cartId)).toBeUndefined();
    const { body, replayed } = await answered(shop, cartId);
    expect(replayed).toBe(true);
    expect(body.number).toBe('PUN/26-27/000001');
  });

  it('goes on at once when the buyer comes back before the alarm', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'issue' ? 'away' : 'answered');
    await failureCode(shop, cartId);
    shop.fateOf = () => 'answered';
    expect((await answered(shop, cartId)).answer.status).toBe(201);
  });
});

describe('when the shelf is away', () => {
  it('gives up after some tries, leaves nothing held, and lets the same key try again', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'hold' ? 'answer_lost' : 'answered');
    for (let attempt = 0; attempt < 5; attempt++) expect(await failureCode(shop, cartId)).toBe('unavailable');
    expect(shop.placementOf(cartId)).toBeUndefined();
    expect(shop.totals()).toMatchObject({ onHand: 5, held: 0 });
    shop.fateOf = () => 'answered';
    expect((await answered(shop, cartId)).answer.status).toBe(201);
  });
});

describe('a hold that lapsed during a crash', () => {
  it('is taken anew before the order gets its number', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'hold' ? 'crash_after' : 'answered');
    expect(await place(shop, cartId)).toBe('crashed');
    shop.fateOf = () => 'answered';
    shop.clock.advanceMs(60 * minute);
    await shop.ringAlarms();
    expect((await answered(shop, cartId)).body.status).toBe('placed');
    expect(shop.totals()).toMatchObject({ onHand: 3, held: 0, sold: 2 });
  });

  it('is replaced by other goods when it lapsed after the number was given and somebody else bought them', async () => {
    const shop = new ShopModel([...shelf(2), { quantity: 2, mrpPaise: 13_000, expiresOn: null }]);
    const crashing = await shop.openCart(token, 2);
    const other = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'issue' ? 'crash_after' : 'answered');
    expect(await place(shop, crashing)).toBe('crashed');
    shop.fateOf = () => 'answered';
    shop.clock.advanceMs(16 * minute);
    orThrow(await shop.desk(other).change(token, { kind: 'requote' }, [quote], shop.nowMs));
    expect((await answered(shop, other)).answer.status).toBe(201);
    await shop.ringAlarms();
    expect((await answered(shop, crashing)).answer.status).toBe(201);
    expect(shop.totals()).toMatchObject({ onHand: 0, held: 0, sold: 4 });
  });
});

describe('the life of a cart', () => {
  it('is forgotten after 30 days without a change', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    shop.clock.advanceMs(openCartLivesMs - 1);
    expect(await shop.desk(cartId).wake()).toBe(false);
    await shop.add(cartId, token, 1);
    shop.clock.advanceMs(openCartLivesMs - 1);
    expect(await shop.desk(cartId).wake()).toBe(false);
    shop.clock.advanceMs(1);
    expect(await shop.desk(cartId).wake()).toBe(true);
  });

  it('keeps its answer for at least a day once it is sold', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    const { answer } = await answered(shop, cartId);
    shop.clock.advanceMs(24 * 60 * minute);
    expect(await shop.desk(cartId).wake()).toBe(false);
    expect((await answered(shop, cartId)).answer).toEqual(answer);
    shop.clock.advanceMs(placedCartLivesMs);
    expect(await shop.desk(cartId).wake()).toBe(true);
  });
});

/** Money, numbers and stock after everything has come to rest. */
function expectConserved(shop: ShopModel, startUnits: number) {
  const orders = [...shop.written.values()].map((facts) => {
    const rows = (table: string) => facts.filter((fact) => fact.table === table).map(({ row }) => row);
    const [order] = rows('orders');
    const sum = (table: string, column: string) => rows(table).reduce((total, row) => total + Number(row[column]), 0);
    expect(sum('order_lines', 'total_paise')).toBe(order?.subtotal_paise);
    expect(sum('payments', 'amount_paise')).toBe(order?.total_paise);
    expect(Number(order?.taxable_paise) + Number(order?.cgst_paise) + Number(order?.sgst_paise)).toBe(
      order?.total_paise,
    );
    expect(rows('events')).toHaveLength(1);
    expect(rows('audit_log')).toHaveLength(1);
    return { number: order?.number, units: sum('order_lines', 'quantity') };
  });
  const units = orders.reduce((sum, order) => sum + order.units, 0);
  expect(shop.written.size).toBe(shop.numbers.size);
  expect(orders.map((order) => order.number).sort()).toEqual(
    orders.map((_, index) => `PUN/26-27/${String(index + 1).padStart(6, '0')}`),
  );
  expect(shop.totals()).toMatchObject({ onHand: startUnits - units, held: 0, sold: units });
}

describe('every call meets every fate', () => {
  const failing = fates.filter((fate) => fate !== 'answered');
  const stories = ['hold', 'issue', 'commit'].flatMap((call) => failing.map((fate) => [call, fate] as const));

  it.each(stories)('%s: %s, and the order still comes about exactly once', async (failingCall, fate) => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    let isOver = false;
    shop.fateOf = (call): Fate => {
      if (call !== failingCall || isOver) return 'answered';
      isOver = true;
      return fate;
    };
    await place(shop, cartId);
    await settle(shop);
    expect((await answered(shop, cartId)).answer.status).toBe(201);
    expect(shop.numbers.size).toBe(1);
    expectConserved(shop, 5);
  });
});

describe('two thousand seeded stories of buyers, crashes and lost answers', () => {
  it('conserve money and stock, lose and double nothing, and leave nothing stuck', async () => {
    const oversold = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const told = { sold: 0, refused: 0, crashed: 0 };
    for (let seed = 1; seed <= 2_000; seed++) {
      try {
        await tellStory(seed, told);
      } catch (error) {
        throw new Error(`Seed ${seed}`, { cause: error });
      }
    }
    expect(oversold).not.toHaveBeenCalled();
    expect(Math.min(told.sold, told.refused, told.crashed)).toBeGreaterThan(500);
  }, 120_000);
});

async function tellStory(seed: number, told: { sold: number; refused: number; crashed: number }) {
  const random = seededRandom(seed);
  const upTo = (limit: number) => Math.floor(random() * limit);
  const units = 1 + upTo(6);
  const shop = new ShopModel([...shelf(units), { quantity: 2, mrpPaise: 11_900, expiresOn: '2026-12-31' }]);
  const carts: string[] = [];
  for (let index = 0; index < 1 + upTo(4); index++) carts.push(await shop.openCart(token, 1 + upTo(3)));
  const trouble = random() * 0.6;
  shop.fateOf = () => (random() < trouble ? (fates[upTo(fates.length)] ?? 'answered') : 'answered');

  const acknowledged = new Map<string, string>();
  for (let turn = 0; turn < carts.length * 4; turn++) {
    const cartId = carts[upTo(carts.length)] ?? '';
    const outcome = await place(shop, cartId);
    if (outcome === 'crashed') told.crashed += 1;
    else if (outcome.ok && outcome.value.kind === 'answered') {
      const { body } = outcome.value.answer;
      expect(acknowledged.get(cartId) ?? body).toBe(body);
      acknowledged.set(cartId, body);
    }
    shop.clock.advanceMs(upTo(10) * 1_000);
    if (random() < 0.5) await shop.ringAlarms();
  }
  await settle(shop);

  for (const cartId of carts) {
    expect(shop.placementOf(cartId)).toBeUndefined();
    const cart = orThrow(await shop.desk(cartId).read(token));
    expect(cart.status).not.toBe('placing');
    expect(cart.status === 'placed').toBe(shop.written.has(cart.orderId ?? ''));
    const kept = acknowledged.get(cartId);
    if (kept !== undefined) expect((await answered(shop, cartId)).answer.body).toBe(kept);
    if (cart.status === 'placed') told.sold += 1;
    else if (kept !== undefined) told.refused += 1;
  }
  expectConserved(shop, units + 2);
}
