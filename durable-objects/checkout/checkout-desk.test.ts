import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orThrow } from '#platform/errors';
import {
  answered,
  failureCode,
  minute,
  place,
  restoreTimers,
  shelf,
  stopTimers,
  strangersToken,
  token,
} from './buyer.test-support.ts';
import { openCartLivesMs, placedCartLivesMs } from './cart-life.ts';
import { quote, ShopModel, variantId } from './shop-model.test-support.ts';

beforeEach(stopTimers);
afterEach(restoreTimers);

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

  it('says not_found to a wrong token, as if there were no such cart', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 1);
    expect(await failureCode(shop, cartId, undefined, strangersToken)).toBe('not_found');
    expect(await shop.desk(cartId).read(strangersToken)).toMatchObject({ failure: { code: 'not_found' } });
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

  it('goes forward with an order that has its number but that the database refuses for now', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = (call) => (call === 'issue' ? 'away' : 'answered');
    shop.seriesFailure = { code: 'internal', detail: 'The document has its number but the database refuses it.' };
    for (let attempt = 0; attempt < 3; attempt++) expect(await failureCode(shop, cartId)).toBe('unavailable');
    expect(shop.totals()).toMatchObject({ onHand: 3, held: 0, sold: 2 });
    shop.fateOf = () => 'answered';
    expect((await answered(shop, cartId)).body.number).toBe('PUN/26-27/000001');
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

  it('is not built on when a repeated call finds it about to lapse', async () => {
    const shop = new ShopModel(shelf(5));
    const cartId = await shop.openCart(token, 2);
    shop.fateOf = () => 'answer_lost';
    expect(await failureCode(shop, cartId)).toBe('unavailable');
    shop.fateOf = () => 'answered';
    shop.clock.advanceMs(14.5 * minute);
    expect((await answered(shop, cartId)).answer.status).toBe(201);
    expect(shop.calls).toEqual(['hold', 'hold', 'release', 'hold', 'issue', 'commit']);
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
