import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orThrow } from '#platform/errors';
import { expectConserved } from '../../tests/faults/saga-books.ts';
import { atTheForm, byCard, key, outcomeOf, placed, report, standing } from './at-the-form.test-support.ts';
import { minute, place, restoreTimers, shelf, stopTimers, strangersToken, token } from './buyer.test-support.ts';
import { sampleRequest } from './sample-request.test-support.ts';
import { quote, ShopModel } from './shop-model.test-support.ts';

beforeEach(() => {
  stopTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(restoreTimers);

const books = (shop: ShopModel, units: number) =>
  expectConserved({ shop, units, accounts: new Map(), goodsMissing: new Set() });

describe('a checkout by card', () => {
  it('answers 202 with what there is to pay and where, and the same bytes again to the same key', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId, answer } = await atTheForm(shop);
    expect(JSON.parse(answer.body)).toMatchObject({
      orderId: expect.any(String),
      payment: {
        paymentId,
        method: 'card',
        amount: { amount: 30_000, currency: 'INR' },
        action: { kind: 'redirect', url: `https://pay.example/${paymentId}` },
        expiresAt: '2026-11-22T12:14:00.000Z',
      },
    });
    expect((await placed(shop, cartId)).answer).toEqual(answer);
    expect(shop.calls).toEqual(['hold', 'start_payment']);
    expect(shop.totals()).toMatchObject({ onHand: 5, held: 2, sold: 0 });
    expect(shop.sagas.get(cartId)).toMatchObject({ status: 'waiting', step: 'awaiting_payment' });
  });

  it('becomes an order when the money is there, and says so to whoever comes back', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId, answer } = await atTheForm(shop);
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'awaiting_payment', payment: { paymentId } });
    shop.provider.pay(paymentId);
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('taken');
    const final = await standing(shop, cartId);
    expect(final).toMatchObject({ kind: 'answered', answer: { status: 201 } });
    const order = JSON.parse(final.kind === 'answered' ? final.answer.body : '{}');
    expect(order).toMatchObject({
      number: 'PUN/26-27/000001',
      payments: [{ id: paymentId, method: 'card', status: 'captured', amount: { amount: 30_000 } }],
      orderToken: expect.stringMatching(/^ord_/),
    });
    // What the key got stays what it gets: the order stands at the checkout's own address.
    expect((await placed(shop, cartId)).answer).toEqual(answer);
    expect(shop.sagas.get(cartId)?.status).toBe('completed');
    books(shop, 5);
  });

  it('is refused where this very store takes no cards, and cash where there is no counter', async () => {
    const shop = new ShopModel(shelf(5));
    shop.provider.taken = ['cod', 'cash'];
    const cartId = await shop.openCart(token, 1);
    const refusedAs = async (request: typeof sampleRequest) => {
      const outcome = await place(shop, cartId, key('key-1'), token, request);
      return outcome === 'crashed' || outcome.ok ? outcome : outcome.failure;
    };
    const errors = [{ path: 'paymentMethod', message: 'This store takes: cod, cash' }];
    expect(await refusedAs(byCard)).toMatchObject({ code: 'invalid_input', errors });
    const inCash = { ...sampleRequest, paymentMethod: 'cash' as const };
    expect(await refusedAs(inCash)).toMatchObject({ code: 'invalid_input', errors: [{ path: 'paymentMethod' }] });
    expect([shop.calls, orThrow(await shop.desk(cartId).read(token)).status]).toEqual([[], 'open']);
    expect(await refusedAs({ ...inCash, deliveryMethod: 'pickup' })).toMatchObject({ ok: true });
  });

  it('is neither changed nor looked at by strangers while it waits', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId } = await atTheForm(shop);
    expect(await shop.add(cartId, token, 1)).toMatchObject({
      failure: { code: 'conflict', extensions: { reason: 'awaiting_payment' } },
    });
    expect(await shop.desk(cartId).standing(strangersToken)).toMatchObject({ failure: { code: 'not_found' } });
    expect(await shop.desk(cartId).abandon(strangersToken)).toMatchObject({ failure: { code: 'not_found' } });
  });

  it('shows another tab the payment that waits, and lets its key place the order once that was given up', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, answer } = await atTheForm(shop);
    const otherTab = await placed(shop, cartId, key('key-2'), sampleRequest as typeof byCard);
    expect([otherTab.answer, otherTab.replayed]).toEqual([answer, true]);
    expect(orThrow(await shop.desk(cartId).abandon(token))).toEqual({ kind: 'open' });
    const afterwards = await placed(shop, cartId, key('key-2'), sampleRequest as typeof byCard);
    expect(afterwards.answer.status).toBe(201);
    books(shop, 5);
  });

  it('given up gives the goods back, closes the payment first, and lets the cart be changed and paid otherwise', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    orThrow(await shop.desk(cartId).abandon(token));
    expect(shop.calls.slice(2)).toEqual(['cancel_payment', 'release']);
    shop.provider.pay(paymentId);
    expect(shop.provider.keptPaise(paymentId)).toBe(0);
    expect(shop.totals()).toMatchObject({ onHand: 5, held: 0 });
    orThrow(await shop.add(cartId, token, 1));
    expect((await placed(shop, cartId, key('key-2'), sampleRequest as typeof byCard)).answer.status).toBe(201);
  });

  it('given up after it was paid is an order all the same', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    expect(orThrow(await shop.desk(cartId).abandon(token))).toMatchObject({
      kind: 'answered',
      answer: { status: 201 },
    });
    books(shop, 5);
  });

  it('that fails opens the cart again and says why; the next try has a payment of its own', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.refuse(paymentId);
    await report(shop, shop.provider.news[0]);
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 409 } });
    const again = await placed(shop, cartId, key('key-2'));
    expect(again.body.payment?.paymentId).not.toBe(paymentId);
    expect(shop.totals()).toMatchObject({ onHand: 5, held: 2 });
  });
});

describe('order missing 1 in 20: the call-back is lost', () => {
  it('and the alarm asks the provider and places the order', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    shop.clock.advanceMs(minute);
    await shop.ringAlarms();
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 201 } });
    books(shop, 5);
  });

  it('and so was a failure that is older than the money', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    expect(await outcomeOf(report(shop, shop.provider.staleFailure(paymentId)))).toBe('taken');
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 201 } });
  });

  it('in twenty sales of twenty', async () => {
    const shop = new ShopModel(shelf(20));
    const sales = await Promise.all(Array.from({ length: 20 }, () => atTheForm(shop, 1)));
    for (const [index, { paymentId }] of sales.entries()) {
      shop.provider.pay(paymentId);
      if (index % 2 === 0) await report(shop, shop.provider.news.at(-1));
    }
    shop.clock.advanceMs(minute);
    await shop.ringAlarms();
    expect(books(shop, 20).soldAfterPayment).toBe(20);
  });
});

describe('amount counted twice', () => {
  it('is counted once, whoever tells of it and however often', async () => {
    const shop = new ShopModel(shelf(5));
    const { paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    const [told] = shop.provider.news;
    const outcomes = await Promise.all([told, told, told].map((each) => outcomeOf(report(shop, each))));
    expect(outcomes).toEqual(['taken', 'taken', 'taken']);
    expect(await outcomeOf(report(shop, shop.provider.staleFailure(paymentId)))).toBe('taken');
    expect(shop.numbers.size).toBe(1);
    books(shop, 5);
  });

  it('goes back whole where another amount was paid, and the cart is open again', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId, 29_999);
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('refunded');
    expect(shop.provider.keptPaise(paymentId)).toBe(0);
    expect(orThrow(await shop.desk(cartId).read(token)).status).toBe('open');
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('refunded');
    expect(shop.provider.refunds.size).toBe(1);
  });

  it('is not ours where order, cart, provider or currency are others', async () => {
    const shop = new ShopModel(shelf(5));
    const { paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    const [told] = shop.provider.news;
    if (told === undefined) throw new Error('nothing told');
    for (const wrong of [
      { orderId: 'other' },
      { provider: 'razorpay' as const },
      { currency: 'USD' },
      { paymentId: 'x' },
    ]) {
      expect(await outcomeOf(report(shop, { ...told, ...wrong }))).toBe('unknown');
    }
    const otherCart = { ...told, cartId: 'other' };
    expect(orThrow(await shop.desk(told.cartId).paymentReported(otherCart)).outcome).toBe('unknown');
    expect(shop.numbers.size).toBe(0);
  });
});

describe('shopper pays, stock is gone', () => {
  /** The hold lapses while the provider cannot be reached; then the money comes after all. */
  async function paidLate(shop: ShopModel) {
    const sale = await atTheForm(shop);
    shop.fateOf = (call) => (call === 'cancel_payment' || call === 'read_payment' ? 'away' : 'answered');
    shop.clock.advanceMs(16 * minute);
    await shop.ringAlarms();
    shop.fateOf = () => 'answered';
    return sale;
  }

  it('but the same goods are held again while they are there', async () => {
    const shop = new ShopModel(shelf(2));
    const { cartId, paymentId } = await paidLate(shop);
    expect(shop.totals()).toMatchObject({ onHand: 2, held: 0 });
    shop.provider.pay(paymentId);
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('taken');
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 201 } });
    books(shop, 2);
  });

  it('and the money goes back by itself when somebody else has bought them', async () => {
    const shop = new ShopModel(shelf(2));
    const { cartId, paymentId } = await paidLate(shop);
    const faster = await shop.openCart(token, 1);
    await placed(shop, faster, key('key-1'), sampleRequest as typeof byCard);
    shop.provider.pay(paymentId);
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('refunded');
    expect(shop.provider.keptPaise(paymentId)).toBe(0);
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 409 } });
    expect(shop.sagas.get(cartId)?.status).toBe('compensated');
    books(shop, 2);
  });

  it('and the time to pay ends before the goods go back, so that nobody pays for nothing', async () => {
    const shop = new ShopModel(shelf(2));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.clock.advanceMs(14 * minute);
    await shop.ringAlarms();
    shop.provider.pay(paymentId);
    expect(shop.provider.keptPaise(paymentId)).toBe(0);
    expect(await standing(shop, cartId)).toMatchObject({ kind: 'answered', answer: { status: 410 } });
    orThrow(await shop.desk(cartId).change(token, { kind: 'requote' }, [quote], shop.nowMs));
    expect((await placed(shop, cartId, key('key-2'))).answer.status).toBe(202);
  });
});

describe('the hand of the staff', () => {
  it('compensates a checkout that waits, and not one whose order stands', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId } = await atTheForm(shop);
    const given = orThrow(await shop.desk(cartId).compensate('The buyer called'));
    expect(given).toMatchObject({ kind: 'answered', answer: { status: 409 } });
    expect(shop.totals()).toMatchObject({ onHand: 5, held: 0 });
    await placed(shop, cartId, key('key-2'), sampleRequest as typeof byCard);
    expect(await shop.desk(cartId).compensate('The buyer called')).toMatchObject({ failure: { code: 'conflict' } });
    books(shop, 5);
  });

  it('resumes one that waits for its next try, and asks for money that was not told of', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    expect(orThrow(await shop.desk(cartId).resume())).toMatchObject({ kind: 'answered', answer: { status: 201 } });
    books(shop, 5);
  });
});
