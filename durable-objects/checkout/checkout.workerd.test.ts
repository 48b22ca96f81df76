import { abortAllDurableObjects, env, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  addCartLine,
  CartView,
  changeCartLine,
  getCart,
  getOrder,
  OrderView,
  openCart,
  orderPlaced,
  PlacedOrderView,
  placeOrder,
  removeCartLine,
  setCartLanguage,
} from '#modules/orders';
import { openPaymentProviders } from '#modules/payments';
import { fixedClock, systemClock } from '#platform/clock';
import type { Permitted } from '#platform/context';
import { testContext } from '#platform/context.test-support';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { boundObjects } from '#platform/object-bindings';
import type { StoredAnswer } from '#platform/objects';
import { databaseOf, type ObjectsEnv } from '../env.ts';
import type { Checkout } from './checkout.ts';
import { numbersOf, openSampleShop, priceFact, type SampleShop } from './sample-shop.test-support.ts';

const bindings = env as unknown as ObjectsEnv;

const newContext = (clock = systemClock): Permitted =>
  testContext({
    actor: { kind: 'anonymous' },
    db: databaseOf(bindings),
    objects: boundObjects(bindings),
    payments: openPaymentProviders(bindings, { fetch: (url, init) => fetch(url, init), clock }),
    clock,
    requestId: 'req-test',
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

/** Series live as long as the file, so each test has a store of its own. */
const newShop = (...pieces: [number, number]) => {
  codes += 1;
  return openSampleShop(ctx, `T${String(codes).padStart(2, '0')}`, pieces);
};

async function filledCart(quantity: number) {
  const { id: cartId, token } = await openCart(ctx, { storeId: shop.storeId });
  await addCartLine(ctx, { cartId, token, variantId: shop.variantId, quantity });
  return { cartId, token };
}

const place = (cart: { cartId: string; token: string }, idempotencyKey = 'key-1', body: object = request) =>
  placeOrder(ctx, { ...cart, idempotencyKey, request: body as typeof request });

/** As a client does: the same request again while the answer says that it may help. */
async function placeUntilAnswered(cart: { cartId: string; token: string }, triesLeft = 20): Promise<StoredAnswer> {
  try {
    return await place(cart);
  } catch (error) {
    const mayRetry = error instanceof AppError ? error.retryable : true;
    if (!mayRetry || triesLeft === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return placeUntilAnswered(cart, triesLeft - 1);
  }
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

beforeEach(async () => {
  ctx = newContext();
  shop = await newShop(2, 3);
});

describe('a cart', () => {
  it('is opened, filled, changed and emptied, with one database round trip a change and none to look at it', async () => {
    const { cartId, token } = await filledCart(2);
    ctx = newContext();
    const view = await getCart(ctx, { cartId, token });
    expect(ctx.db.roundTrips).toBe(0);
    expect(CartView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      itemCount: 2,
      subtotal: { amount: 25_100 },
      shipping: { amount: 4_900 },
      total: { amount: 30_000 },
      lines: [{ name: 'Arnica montana', potencyLabel: '30C', availability: 'low', rateBasisPoints: 500 }],
    });
    const lineId = view.lines[0]?.id ?? '';
    const more = await changeCartLine(ctx, { cartId, token, lineId, quantity: 4 });
    expect([more.subtotal.amount, more.shipping.amount, ctx.db.roundTrips]).toEqual([50_200, 0, 1]);
    expect((await setCartLanguage(ctx, { cartId, token, language: 'hi' })).language).toBe('hi');
    expect(ctx.db.roundTrips).toBe(1);
    const none = await removeCartLine(ctx, { cartId, token, lineId });
    expect([none.lines, none.total.amount, none.pricesHoldUntil]).toEqual([[], 0, null]);
  });

  it('merges the same item into one line', async () => {
    const { cartId, token } = await filledCart(2);
    const view = await addCartLine(ctx, { cartId, token, variantId: shop.variantId, quantity: 3 });
    expect(view.lines.map((line) => line.quantity)).toEqual([5]);
  });

  it('refuses what is not sold, and tells a stranger nothing', async () => {
    const { cartId, token } = await filledCart(1);
    const unknown = { cartId, token, variantId: randomIds.next(), quantity: 1 };
    expect(await codeOf(addCartLine(ctx, unknown))).toBe('invalid_input');
    expect(await codeOf(getCart(ctx, { cartId, token: 'cart_wrong' }))).toBe('not_found');
    expect(await codeOf(getCart(ctx, { cartId: randomIds.next(), token }))).toBe('not_found');
  });

  it('refuses what was archived, has no retail price yet, or has no known rate of GST', async () => {
    const spoil = [
      ({ variantId }: SampleShop) => sql`update variants set status = 'archived' where id = ${variantId}::uuid`,
      ({ productId }: SampleShop) => sql`update products set status = 'archived' where id = ${productId}::uuid`,
      ({ productId }: SampleShop) => sql`update products set hsn = '99999999' where id = ${productId}::uuid`,
      ({ variantId }: SampleShop) =>
        sql`update prices set valid_from = now() + interval '1 hour' where variant_id = ${variantId}::uuid`,
      ({ variantId }: SampleShop) => sql`update prices set valid_until = now() where variant_id = ${variantId}::uuid`,
      ({ variantId }: SampleShop) => sql`update prices set price_list = 'dealer' where variant_id = ${variantId}::uuid`,
    ];
    for (const statementFor of spoil) {
      shop = await newShop(1, 0);
      const { variantId, storeId } = shop;
      await ctx.db.query(statementFor(shop));
      const { id: cartId, token } = await openCart(ctx, { storeId });
      expect(await codeOf(addCartLine(ctx, { cartId, token, variantId, quantity: 1 }))).toBe('invalid_input');
    }
  });

  it('leaves no trace of an id that somebody only tried', async () => {
    const cartId = randomIds.next();
    await codeOf(getCart(ctx, { cartId, token: 'cart_guess' }));
    const stub = bindings.CHECKOUT.getByName(cartId) as DurableObjectStub<Checkout>;
    const tables = await runInDurableObject(stub, (_, state) =>
      state.storage.sql.exec(`select name from sqlite_master where name in ('cart', 'answers')`).toArray(),
    );
    expect(tables).toEqual([]);
  });
});

describe('an order', () => {
  it('is split by batch, taxed, numbered, written with its event, and reads back as it was answered', async () => {
    const cart = await filledCart(3);
    ctx = newContext();
    const answer = await place(cart);
    expect(ctx.db.roundTrips).toBe(0);
    expect(answer).toMatchObject({ status: 201, contentType: 'application/json' });
    const { orderToken, ...order } = PlacedOrderView.parse(JSON.parse(answer.body));
    expect(order).toMatchObject({
      number: expect.stringMatching(new RegExp(`^${shop.code}/\\d\\d-\\d\\d/000001$`)),
      contact: { phone: '+919876543210' },
      placeOfSupply: '27',
      lines: [
        { batch: { number: 'A1', expiresOn: '2099-06-30' }, quantity: 2, unitPrice: { amount: 12_000 } },
        { batch: { number: 'B2', expiresOn: null }, quantity: 1, unitPrice: { amount: 12_550 } },
      ],
      subtotal: { amount: 36_550 },
      total: { amount: 41_450 },
      payments: [{ method: 'cod', status: 'pending', amount: { amount: 41_450 } }],
      timeline: [{ status: 'placed' }],
    });
    const readBack = await getOrder(ctx, { orderId: order.id, token: orderToken });
    expect(JSON.stringify(readBack)).toBe(JSON.stringify(order));
    expect(OrderView.parse(readBack)).toEqual(readBack);
    expect(ctx.db.roundTrips).toBe(1);
    expect(await codeOf(getOrder(ctx, { orderId: order.id, token: 'ord_wrong' }))).toBe('not_found');

    const [event] = await ctx.db.query<{ data: unknown }>(
      sql`select data from events where subject = ${order.id} and type = 'order.placed'`,
    );
    expect(orderPlaced.read({ type: 'order.placed', version: orderPlaced.version, data: event?.data })).toMatchObject({
      number: order.number,
      totalPaise: 41_450,
    });
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ onHand: 2, held: 0, sold: 3 });
    expect((await getCart(ctx, cart)).orderId).toBe(order.id);
  });

  it('answers the same bytes to the same key, and refuses another body under it', async () => {
    const cart = await filledCart(1);
    const first = await place(cart);
    expect(await place(cart)).toEqual(first);
    const other = { ...request, deliveryMethod: 'pickup' };
    expect(await codeOf(place(cart, 'key-1', other))).toBe('idempotency_mismatch');
    expect(await codeOf(place(cart, 'key-2'))).toBe('conflict');
  });

  it('bills IGST across a state border, and the store state for who fetches the goods there', async () => {
    const abroad = { ...request, shippingAddress: { ...request.shippingAddress, stateCode: '29' } };
    const sent = JSON.parse((await place(await filledCart(1), 'k', abroad)).body);
    expect(sent.tax).toMatchObject({ cgst: { amount: 0 }, sgst: { amount: 0 }, igst: { amount: 805 } });
    const fetched = JSON.parse((await place(await filledCart(1), 'k', { ...abroad, deliveryMethod: 'pickup' })).body);
    expect(fetched).toMatchObject({ placeOfSupply: '27', shipping: { amount: 0 }, tax: { igst: { amount: 0 } } });
  });

  it('is refused with what is left, and the cart can be changed and tried again', async () => {
    const cart = await filledCart(6);
    const refusal = await place(cart);
    expect([refusal.status, refusal.contentType]).toEqual([409, 'application/problem+json']);
    expect(JSON.parse(refusal.body)).toMatchObject({ code: 'out_of_stock', lines: [{ requested: 6, available: 5 }] });
    const lineId = (await getCart(ctx, cart)).lines[0]?.id ?? '';
    await changeCartLine(ctx, { ...cart, lineId, quantity: 5 });
    expect((await place(cart, 'key-2')).status).toBe(201);
  });

  it('takes cash at the door only, and says so', async () => {
    expect(await codeOf(place(await filledCart(1), 'k', { ...request, paymentMethod: 'upi' }))).toBe('invalid_input');
  });
});

describe('prices that were shown', () => {
  it('are honoured for ten minutes; later a changed one is shown before anything is ordered', async () => {
    ctx = newContext(fixedClock(new Date(Date.now() - 11 * 60_000)));
    const cart = await filledCart(1);
    ctx = newContext();
    await ctx.db.batch(writeFacts([priceFact(shop.variantId, 11_000, new Date(Date.now() - 60_000).toISOString())]));
    const refusal = await place(cart).catch((error: unknown) => error as AppError);
    expect(refusal).toMatchObject({ code: 'price_changed', extensions: { cart: { subtotal: { amount: 11_000 } } } });
    expect(JSON.parse((await place(cart)).body).subtotal.amount).toBe(11_000);
  });

  it('are read again without a word when they are still the same', async () => {
    ctx = newContext(fixedClock(new Date(Date.now() - 11 * 60_000)));
    const cart = await filledCart(1);
    ctx = newContext();
    expect((await place(cart)).status).toBe(201);
    expect(ctx.db.roundTrips).toBe(1);
  });
});

describe('forty buyers of five pieces', () => {
  it('make five orders with numbers 1 to 5 and thirty-five clear refusals', async () => {
    const carts = await Promise.all(Array.from({ length: 40 }, () => filledCart(1)));
    const answers = await Promise.all(carts.map((cart) => place(cart)));
    const statuses = answers.map((answer) => answer.status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(35).fill(409)]);
    const numbers = (await numbersOf(ctx, shop.storeId)).map((number) => number.slice(-6));
    expect(numbers).toEqual(['000001', '000002', '000003', '000004', '000005']);
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ onHand: 0, held: 0, sold: 5 });
  });
});

describe('a crash of everything in the middle', () => {
  it('is survived: the alarm finishes the order or gives the goods back, and the same key gets one answer', async () => {
    const carts = await Promise.all(Array.from({ length: 4 }, () => filledCart(1)));
    const placing = carts.map((cart) => place(cart).catch(() => undefined));
    await new Promise((resolve) => setTimeout(resolve, 8));
    await abortAllDurableObjects();
    await Promise.all(placing);
    for (const { cartId } of carts) await runDurableObjectAlarm(bindings.CHECKOUT.getByName(cartId));
    const answers = await Promise.all(carts.map((cart) => placeUntilAnswered(cart)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expect(await numbersOf(ctx, shop.storeId)).toHaveLength(4);
    expect(await ctx.objects.stockRoom(shop.storeId).totals()).toMatchObject({ onHand: 1, held: 0, sold: 4 });
  });
});
