import { env } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { AwaitedPaymentView, abandonCheckout, addCartLine, getCheckout, openCart, placeOrder } from '#modules/orders';
import { openPaymentProviders } from '#modules/payments';
import { systemClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { boundObjects } from '#platform/object-bindings';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { openSampleShop, type SampleShop } from './sample-shop.test-support.ts';

const bindings = env as unknown as ObjectsEnv;
const clock = systemClock;
const ctx: Permitted = testContext({
  actor: { kind: 'anonymous' },
  db: databaseOf(bindings),
  objects: boundObjects(bindings),
  payments: openPaymentProviders(bindings, { fetch: (url, init) => fetch(url, init), clock }),
  clock,
});
const request = {
  contact: { name: 'Asha Rao', email: 'asha@example.com', phone: '98765 43210' },
  shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
  deliveryMethod: 'standard',
} as const;

let shops = 0;
let shop: SampleShop;
beforeEach(async () => {
  shops += 1;
  shop = await openSampleShop(ctx, `Q${shops}`, [2, 3]);
});

async function filledCart(quantity: number) {
  const { id: cartId, token } = await openCart(ctx, { storeId: shop.storeId });
  await addCartLine(ctx, { cartId, token, variantId: shop.variantId, quantity });
  return { cartId, token };
}

const place = (cart: { cartId: string; token: string }, idempotencyKey: string, body: object) =>
  placeOrder(ctx, { ...cart, idempotencyKey, request: body as typeof request & { paymentMethod: 'upi_qr' } });

describe('an order paid by UPI QR', () => {
  const byQr = { ...request, paymentMethod: 'upi_qr' };
  const intentsOf = (orderId: string) =>
    ctx.db.query(sql`select status, method, amount_paise from payment_intents where order_id = ${orderId}::uuid`);
  const sagaOf = (cartId: string) =>
    ctx.db.query(sql`select status, step from sagas where id = ${cartId}::uuid and kind = 'checkout'`);
  const until = async <T>(look: () => Promise<T>, isThere: (seen: T) => boolean): Promise<T> => {
    for (let tried = 0; tried < 50; tried++) {
      const seen = await look();
      if (isThere(seen)) return seen;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return look();
  };

  it('waits for somebody who has seen the money, shows so to staff, and stands once it is confirmed', async () => {
    const cart = await filledCart(1);
    const answer = await place(cart, 'key-1', byQr);
    expect(answer.status).toBe(202);
    const { orderId, payment } = AwaitedPaymentView.parse(JSON.parse(answer.body));
    expect(payment).toMatchObject({
      method: 'upi_qr',
      action: { kind: 'upi_qr', payload: expect.stringMatching(/^upi:/) },
    });
    expect(await place(cart, 'key-1', byQr)).toEqual(answer);
    expect(await getCheckout(ctx, cart)).toMatchObject({ state: 'awaiting_payment', awaited: { orderId } });
    const waiting = [{ status: 'waiting', method: 'upi_qr', amount_paise: payment.amount.amount }];
    expect(
      await until(
        () => intentsOf(orderId),
        (rows) => rows.length > 0,
      ),
    ).toEqual(waiting);
    expect(await sagaOf(cart.cartId)).toEqual([{ status: 'waiting', step: 'awaiting_payment' }]);

    const report = { paymentId: payment.paymentId, cartId: cart.cartId, orderId, provider: 'manual' as const };
    const money = { status: 'captured' as const, amountPaise: payment.amount.amount, currency: 'INR' };
    const told = { ...report, ...money, providerRef: payment.action?.reference ?? '', reportId: 'by hand' };
    expect(await ctx.objects.checkout(cart.cartId).paymentReported(told)).toMatchObject({
      value: { outcome: 'taken' },
    });
    const standing = await getCheckout(ctx, cart);
    expect(standing).toMatchObject({ state: 'placed', order: { id: orderId, payments: [{ status: 'captured' }] } });
    const done = await until(
      () => sagaOf(cart.cartId),
      ([row]) => row?.status === 'completed',
    );
    expect(done).toEqual([{ status: 'completed', step: 'done' }]);
    expect(await intentsOf(orderId)).toMatchObject([{ status: 'captured' }]);
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ onHand: 4, held: 0, sold: 1 });
  });

  it('gives everything back when it is given up', async () => {
    const cart = await filledCart(2);
    await place(cart, 'key-1', byQr);
    expect(await abandonCheckout(ctx, cart)).toMatchObject({ state: 'open' });
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ onHand: 5, held: 0 });
    const done = await until(
      () => sagaOf(cart.cartId),
      ([row]) => row?.status === 'compensated',
    );
    expect(done).toMatchObject([{ status: 'compensated' }]);
  });
});
