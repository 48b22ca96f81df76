import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openDatabase } from '#db/client';
import { addAccounts } from '../../scripts/runtime/sample-accounts.ts';
import { eventually, type OwnStock, stockOwnVariant } from '../own-stock.ts';
import { type Answer, call, checkout, fillCart, inParallel, orderRequest } from '../shopper.ts';
import { asBearer, signInAs } from '../sign-in.ts';

const AT_ONCE = 50;
const TOTP_SECRET = 'KVKFKRCPNZQUYMLXOVYDSQKJKZDTSRLD';
const run = Date.now().toString(36);
const PAID_IN = 100_000;

interface Placed {
  id: string;
  total: { amount: number };
  payments: { id: string; method: string; amount: { amount: number } }[];
  lines: { position: number; batch: { number: string } }[];
  shipments: { id: string }[];
}

const isOk = ({ status }: Answer): boolean => status >= 200 && status < 300;
const placedOf = ({ json }: Answer) => json as unknown as Placed;

describe('money that fifty want at once', () => {
  const shop = inject('shop');
  const db = openDatabase(shop.database);
  const counts: string[] = [];
  let own: OwnStock;
  let headers: Record<string, string> = {};

  beforeAll(async () => {
    const owner = {
      email: `money-${run}@races.example`,
      password: 'a passphrase of the races',
      totpSecret: TOTP_SECRET,
    };
    const person = { ...owner, name: 'Racing Owner', role: 'owner' as const, stores: 'all' as const };
    await addAccounts(shop.database, shop.secrets, [person]);
    headers = asBearer((await signInAs(shop, owner)).accessToken);
    own = await stockOwnVariant(shop, 500, 0);
  });
  afterAll(() => console.log(`money races: ${AT_ONCE} at once: ${counts.join('; ')}`));

  const fifty = (ask: (index: number) => Promise<Answer>) => inParallel(AT_ONCE, AT_ONCE, ask);
  const post = (path: string, body: unknown, key?: string) =>
    call(shop, 'POST', path, { body, headers: { ...headers, ...(key !== undefined && { 'idempotency-key': key }) } });
  const office = async (path: string, body: unknown, key?: string): Promise<Answer> => {
    const answer = await post(path, body, key);
    if (!isOk(answer)) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const cartOf = (quantity = 1) => fillCart(shop, own.variantId, quantity, own.storeId);
  const requestOf = (index: number, more: object = {}) => {
    const request = orderRequest();
    return { ...request, contact: { ...request.contact, email: `buyer-${index}-${run}@races.example` }, ...more };
  };

  /** Whoever was not served was told why, by the shop itself and not by its failure. */
  function refusedClearly(answers: readonly Answer[], statuses: readonly number[]): void {
    const strange = answers.filter((answer) => !isOk(answer) && !statuses.includes(answer.status));
    expect(strange.map(({ status, text }) => `${status} ${text}`).slice(0, 3)).toEqual([]);
  }

  async function giftCard(amountPaise: number) {
    const { json } = await office(
      '/v1/admin/vouchers/gift-cards',
      { amountPaise, reason: 'A race' },
      `${run}${amountPaise}`,
    );
    return { id: String(json.id), code: String(json.code) };
  }

  async function placed(request: object, quantity = 1): Promise<Placed> {
    const cart = await cartOf(quantity);
    const answer = await checkout(shop, cart, cart.id, request);
    if (answer.status !== 201) throw new Error(`Not placed: ${answer.status} ${answer.text}`);
    return placedOf(answer);
  }

  const paid = async (amountPaise: number, quantity = 1) => {
    const { code } = await giftCard(amountPaise);
    return placed(requestOf(0, { vouchers: [{ code }], paymentMethod: 'gift_card' }), quantity);
  };

  const refundedOf = async (orderId: string) => {
    const [row] = await db.query<{ asked: number; booked: number; paid: number }>(sql`select
      (select coalesce(sum(amount_paise), 0)::int from refunds where order_id = ${orderId}::uuid and status <> 'failed') as asked,
      (select coalesce(sum(refunded_paise), 0)::int from payments where order_id = ${orderId}::uuid) as booked,
      (select coalesce(sum(amount_paise), 0)::int from payments where order_id = ${orderId}::uuid) as paid`);
    return row ?? expect.fail('No payments');
  };

  async function packed(order: Placed): Promise<string> {
    await office(`/v1/admin/orders/${order.id}/confirm`, {});
    const [line] = order.lines;
    const picked = { position: line?.position, picked: 1, batchNumber: line?.batch.number };
    await office(`/v1/admin/orders/${order.id}/pick`, { lines: [picked] });
    const { json } = await office(`/v1/admin/orders/${order.id}/pack`, { parcels: [{ weightGrams: 100 }] }, 'all');
    return (json as unknown as Placed).shipments[0]?.id ?? expect.fail('Nothing was packed');
  }

  it('the last use of a coupon goes to one order', async () => {
    const promotion = { label: 'Race', benefit: { kind: 'amount_off', amountPaise: 100 }, needsCode: true };
    const made = await office('/v1/admin/promotions', { ...promotion, scope: { variantIds: [own.variantId] } });
    const code = `RACE-${run.toUpperCase()}`;
    const coupons = { kind: 'named', code, totalLimit: 1 };
    await office(`/v1/admin/promotions/${String(made.json.id)}/coupons`, { coupons }, code);
    const carts = await inParallel(AT_ONCE, 16, async () => {
      const cart = await cartOf();
      const asked = { body: { code }, headers: { 'x-cart-token': cart.token } };
      expect(isOk(await call(shop, 'POST', `/v1/carts/${cart.id}/coupons`, asked))).toBe(true);
      return cart;
    });
    const answers = await fifty((index) =>
      checkout(shop, carts[index] ?? { id: '', token: '' }, `c-${index}`, requestOf(index)),
    );
    refusedClearly(answers, [409]);
    const [row] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from orders where coupon_uses @> ${JSON.stringify([{ code }])}::jsonb`,
    );
    expect([answers.filter(isOk).length, row?.n]).toEqual([1, 1]);
    counts.push('last coupon use 1 order');
  });

  it('a gift card pays what is on it, however many carts bring it', async () => {
    const card = await giftCard(35_000);
    const carts = await inParallel(AT_ONCE, 16, () => cartOf());
    const answers = await fifty((index) =>
      checkout(
        shop,
        carts[index] ?? { id: '', token: '' },
        `g-${index}`,
        requestOf(index, { vouchers: [{ code: card.code }] }),
      ),
    );
    refusedClearly(answers, [409]);
    const byCard = answers
      .filter(isOk)
      .flatMap((answer) => placedOf(answer).payments.filter(({ method }) => method === 'gift_card'));
    expect(byCard.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(35_000);
    const balance = () => call(shop, 'POST', '/v1/gift-cards/balance', { body: { code: card.code } });
    const [books] = await eventually(
      () =>
        db.query<{
          taken: number;
          left: number;
        }>(sql`select -sum(amount_paise) filter (where kind = 'capture')::int as taken,
          sum(amount_paise)::int as left from value_entries where account_id = ${card.id}::uuid`),
      ([seen]) => seen?.left === 0,
    );
    expect(books).toEqual({ taken: 35_000, left: 0 });
    expect((await balance()).status).toBeLessThan(500);
    counts.push(`gift card ${byCard.length} orders, 35,000 of 35,000 paise`);
  });

  it('a refund asked for with one key is one, and with fifty keys never more than was paid', {
    timeout: 240_000,
  }, async () => {
    const order = await paid(PAID_IN);
    const refund = (amountPaise: number, key: string) =>
      post(`/v1/admin/orders/${order.id}/refunds`, { amountPaise, note: 'A race' }, key);
    const same = await fifty(() => refund(1_000, 'same'));
    refusedClearly(same, [409]);
    expect(same.some(isOk)).toBe(true);
    expect(await refundedOf(order.id)).toMatchObject({ asked: 1_000, booked: 1_000 });
    const part = Math.floor((order.total.amount - 1_000) / 3);
    const others = await fifty((index) => refund(part, `other-${index}`));
    refusedClearly(others, [409]);
    // Whoever only came at a bad moment asks again, until nothing is left.
    const again = await inParallel(AT_ONCE, 4, (index) => refund(part, `other-${index}`));
    refusedClearly(again, [409]);
    expect(again.filter(isOk)).toHaveLength(3);
    const { asked, booked } = await refundedOf(order.id);
    expect([asked, booked]).toEqual([1_000 + 3 * part, 1_000 + 3 * part]);
    counts.push(`refund one key 1, fifty keys 3 of 3 that fit`);
  });

  it('a payment by hand is confirmed once, whatever the references', async () => {
    const order = await placed(requestOf(1));
    const [payment] = order.payments;
    const answers = await fifty((index) =>
      post(`/v1/admin/payments/${payment?.id}/confirm`, {
        amountPaise: order.total.amount,
        reference: `Round ${index}`,
      }),
    );
    refusedClearly(answers, [409]);
    const [row] = await db.query<{ n: number }>(
      sql`select count(*)::int as n from events where subject = ${order.id} and type = 'payment.captured'`,
    );
    expect([answers.filter(isOk).length, row?.n]).toEqual([1, 1]);
    counts.push('confirmation 1');
  });

  it('an order that is cancelled and shipped at once is one of both', async () => {
    const order = await paid(PAID_IN + 1);
    const shipmentId = await packed(order);
    const answers = await fifty((index) =>
      index % 2 === 0
        ? post(`/v1/admin/orders/${order.id}/cancel`, { reason: 'other' })
        : post(`/v1/admin/orders/${order.id}/shipments`, { shipmentId, trackingNumber: 'EK1' }),
    );
    refusedClearly(answers, [409]);
    const [row] = await db.query<{ status: string; shipment: string }>(sql`select o.status, s.status as shipment
      from orders o join shipments s on s.order_id = o.id where o.id = ${order.id}::uuid`);
    const { asked, booked } = await refundedOf(order.id);
    const total = order.total.amount;
    const ends = [
      { status: 'cancelled', shipment: 'cancelled', asked: total, booked: total },
      { status: 'shipped', shipment: 'shipped', asked: 0, booked: 0 },
    ];
    expect(ends).toContainEqual({ ...row, asked, booked });
    counts.push(`cancel and ship ${row?.status}`);
  });

  it('goods that come back are taken back once', async () => {
    const order = await paid(PAID_IN + 2);
    const shipmentId = await packed(order);
    await office(`/v1/admin/orders/${order.id}/shipments`, { shipmentId, trackingNumber: 'EK2' });
    await office(`/v1/admin/orders/${order.id}/deliver`, { shipmentId });
    const position = order.lines[0]?.position;
    const wanted = { reason: 'damaged', lines: [{ position, quantity: 1 }] };
    const asked = await office(`/v1/admin/orders/${order.id}/returns`, wanted, 'back');
    const path = `/v1/admin/orders/${order.id}/returns/${String(asked.json.id)}/receive`;
    const answers = await fifty(() => post(path, { lines: [{ position, restock: 1 }] }));
    refusedClearly(answers, [409]);
    expect(answers.some(isOk)).toBe(true);
    const { asked: back, booked, paid: came } = await refundedOf(order.id);
    expect([back, back <= came]).toEqual([booked, true]);
    const [row] = await db.query<{ notes: number; refunds: number }>(sql`select
      (select count(*)::int from credit_notes where order_id = ${order.id}::uuid) as notes,
      (select count(*)::int from refunds where order_id = ${order.id}::uuid) as refunds`);
    expect(row).toEqual({ notes: 1, refunds: 1 });
    counts.push('return received 1');
  });
});
