import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orThrow } from '#platform/errors';
import { atTheForm, outcomeOf, report } from './at-the-form.test-support.ts';
import { minute, restoreTimers, shelf, stopTimers, token } from './buyer.test-support.ts';
import { ShopModel } from './shop-model.test-support.ts';

beforeEach(() => {
  stopTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(restoreTimers);

describe('money that is not the order’s', () => {
  it('goes back until the provider says that it has arrived, and is stuck in sight where it never can', async () => {
    const shop = new ShopModel(shelf(5));
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.refundStatus = 'pending';
    shop.provider.pay(paymentId, 29_999);
    await report(shop, shop.provider.news[0]);
    expect(shop.isAtRest(cartId)).toBe(false);
    expect(shop.sagas.get(cartId)?.status).toBe('compensating');
    shop.provider.refundStatus = 'failed';
    shop.clock.advanceMs(61 * minute);
    await shop.ringAlarms();
    await shop.ringAlarms();
    expect(shop.sagas.get(cartId)?.status).toBe('stuck');
    shop.provider.refundStatus = 'succeeded';
    orThrow(await shop.desk(cartId).resume());
    expect([shop.recordsOf(cartId).chores, shop.provider.refunds.size]).toEqual([[], 1]);
  });

  it('is nobody’s where the same payment is paid a second time: it is not taken for the first', async () => {
    const shop = new ShopModel(shelf(5));
    const { paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId);
    const [told] = shop.provider.news;
    expect(await outcomeOf(report(shop, told))).toBe('taken');
    if (told === undefined) throw new Error('nothing told');
    expect(await outcomeOf(report(shop, { ...told, providerRef: 'pi_another' }))).toBe('unknown');
    expect(await outcomeOf(report(shop, told))).toBe('taken');
  });

  it('by hand, for goods that are gone, is left to staff and asked of no provider', async () => {
    const shop = new ShopModel(shelf(5));
    shop.provider.name = 'manual';
    const { cartId, paymentId } = await atTheForm(shop);
    shop.provider.pay(paymentId, 29_999);
    expect(await outcomeOf(report(shop, shop.provider.news[0]))).toBe('refunded');
    expect([shop.calls.includes('refund'), shop.recordsOf(cartId).chores]).toEqual([false, []]);
    expect(orThrow(await shop.desk(cartId).read(token)).status).toBe('open');
  });
});
