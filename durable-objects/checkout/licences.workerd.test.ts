import { env } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { addCartLine, getCart, openCart, placeOrder } from '#modules/orders';
import { openPaymentProviders } from '#modules/payments';
import { type Clock, fixedClock, systemClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { writeFacts } from '#platform/facts';
import { boundObjects } from '#platform/object-bindings';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import { licenceFacts, openSampleShop, type SampleShop } from './sample-shop.test-support.ts';

const providers = (clock: Clock) => openPaymentProviders({}, { fetch: (url, init) => fetch(url, init), clock });
const bindings = env as unknown as ObjectsEnv;

const newContext = (clock = systemClock): Permitted =>
  testContext({
    actor: { kind: 'anonymous' },
    db: databaseOf(bindings),
    objects: boundObjects(bindings),
    payments: providers(clock),
    clock,
  });

const request = {
  contact: { name: 'Asha Rao', email: 'asha@example.com', phone: '98765 43210' },
  shippingAddress: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode: '411004', country: 'IN' },
  deliveryMethod: 'standard',
  paymentMethod: 'cod',
} as const;

let codes = 0;
let ctx: Permitted;
let shop: SampleShop;

async function filledCart(quantity: number) {
  const { id: cartId, token } = await openCart(ctx, { storeId: shop.storeId });
  await addCartLine(ctx, { cartId, token, variantId: shop.variantId, quantity });
  return { cartId, token };
}

const place = (cart: { cartId: string; token: string }) =>
  placeOrder(ctx, { ...cart, idempotencyKey: 'key-1', request });

beforeEach(async () => {
  ctx = newContext();
  codes += 1;
  shop = await openSampleShop(ctx, `L${String(codes).padStart(2, '0')}`, [2, 3]);
});

describe('a store without its licences', () => {
  const withdraw = () =>
    ctx.db.query(
      sql`update licences set withdrawn_at = now() where holder_id = ${shop.storeId}::uuid and kind = '20-C'`,
    );

  it('shows its prices and bills nothing', async () => {
    await withdraw();
    const cart = await filledCart(1);
    expect(await getCart(ctx, cart)).toMatchObject({ subtotal: { amount: 12_550 } });
    await expect(place(cart)).rejects.toMatchObject({ code: 'licence_lapsed' });
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ held: 0, sold: 0 });
  });

  it('bills no cart that was filled while they were in force, once its prices are read again', async () => {
    ctx = newContext(fixedClock(new Date(Date.now() - 11 * 60_000)));
    const cart = await filledCart(1);
    await withdraw();
    ctx = newContext();
    await expect(place(cart)).rejects.toMatchObject({ code: 'licence_lapsed' });
  });

  it('bills the same cart as soon as the licence is on record again', async () => {
    await withdraw();
    const cart = await filledCart(1);
    await expect(place(cart)).rejects.toMatchObject({ code: 'licence_lapsed' });
    await ctx.db.batch(writeFacts(licenceFacts(shop.storeId)));
    expect((await place(cart)).status).toBe(201);
  });
});
