import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orThrow } from '#platform/errors';
import { expectConserved } from '../../tests/faults/saga-books.ts';
import { minute, place, restoreTimers, shelf, stopTimers, token } from './buyer.test-support.ts';
import type { CallName } from './calls.ts';
import { sampleRequest } from './sample-request.test-support.ts';
import { type Fate, fates, ShopModel } from './shop-model.test-support.ts';

beforeEach(stopTimers);
afterEach(restoreTimers);

/** Lets time pass with everybody well again, until nothing is left to do. */
async function settle(shop: ShopModel): Promise<void> {
  shop.fateOf = () => 'answered';
  for (let round = 0; round < 60 && !shop.cartIds.every((cartId) => shop.isAtRest(cartId)); round++) {
    shop.clock.advanceMs(minute);
    await shop.ringAlarms();
  }
  shop.writeKept();
}

/** A buyer with a coupon, a gift card and a card: every step that there is. */
async function wholeSale(shop: ShopModel) {
  const cartId = await shop.openCart(token, 2);
  orThrow(await shop.addCoupon(cartId, token));
  const accountId = shop.openAccount(5_000);
  const vouchers = [{ accountId, method: 'gift_card' as const, label: '1234' }];
  const request = { ...sampleRequest, paymentMethod: 'card' as const, vouchers };
  return { cartId, accounts: new Map([[accountId, 5_000]]), request };
}

const failing = fates.filter((fate) => fate !== 'answered');
const forward: readonly CallName[] = ['reserve_coupon', 'hold', 'reserve_value', 'start_payment', 'issue', 'commit'];
const backward: readonly CallName[] = ['cancel_payment', 'release_value', 'release', 'give_back_coupon'];
const stories = (calls: readonly CallName[]) => calls.flatMap((call) => failing.map((fate) => [call, fate] as const));

/** The first call of this name meets this fate. */
function once(shop: ShopModel, failingCall: string, fate: Fate): void {
  let isOver = false;
  shop.fateOf = (call) => {
    if (call !== failingCall || isOver) return 'answered';
    isOver = true;
    return fate;
  };
}

describe('every call of a sale meets every fate once', () => {
  it.each(stories([...forward, 'capture_value', 'capture_coupon', 'show'] as CallName[]))(
    '%s: %s, and the order still comes about exactly once',
    async (failingCall, fate) => {
      const shop = new ShopModel(shelf(5));
      const { cartId, accounts, request } = await wholeSale(shop);
      once(shop, failingCall, fate);
      for (let round = 0; round < 6 && shop.provider.payments.size === 0; round++) {
        await place(shop, cartId, undefined, token, request);
        shop.clock.advanceMs(10_000);
        await shop.ringAlarms();
      }
      for (const paymentId of shop.provider.payments.keys()) shop.provider.pay(paymentId);
      for (const report of shop.provider.news) await shop.run(cartId, (desk) => desk.paymentReported(report));
      await settle(shop);
      const seen = expectConserved({ shop, units: 5, accounts, goodsMissing: new Set() });
      expect(seen).toEqual({ couponUses: 1, splitTenders: 1, soldAfterPayment: 1 });
    },
  );
});

describe('every call that gives something back meets every fate once', () => {
  it.each(stories(backward))('%s: %s, and everything is back in the end', async (failingCall, fate) => {
    const shop = new ShopModel(shelf(5));
    const { cartId, accounts, request } = await wholeSale(shop);
    await place(shop, cartId, undefined, token, request);
    once(shop, failingCall, fate);
    await shop.run(cartId, (desk) => desk.abandon(token));
    await settle(shop);
    expectConserved({ shop, units: 5, accounts, goodsMissing: new Set() });
    expect(orThrow(await shop.desk(cartId).read(token)).status).toBe('open');
    expect(shop.sagas.get(cartId)?.status).toBe('compensated');
  });
});
