import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remedies } from '#db/schema/catalog';
import { readBulkOrder } from '#modules/bulk-orders';
import { setCreditTerms, showDealerCredit, showOwnCredit, takeDealerPayment } from '#modules/dealer-accounts';
import { addCartLine, addCartLines, getCart, openCart, placeOrder } from '#modules/orders';
import { rebuildSearchIndex } from '#modules/search';
import {
  acceptOwnQuotation,
  acceptQuotation,
  discardTakenCart,
  getDealerOrder,
  listDealerOrders,
  listOwnQuotations,
  listTakenCarts,
  makeQuotation,
  openTakenCart,
  placeTakenCart,
  reorder,
  resumeTakenCart,
  sendQuotation,
  sweepTradeOrders,
} from '#modules/trade-orders';
import { setDealerCredit } from '#modules/vouchers';
import type { Permitted } from '#platform/context';
import { fact, writeFacts } from '#platform/facts';
import type { StoredAnswer } from '#platform/objects';
import { priceFact } from '../../durable-objects/checkout/sample-shop.test-support.ts';
import { type Engine, engines } from './engines.ts';
import { auditOf, refusal } from './staff.ts';
import { openTradeShop, type TradeShop } from './trade-shop.ts';

const request = {
  contact: { name: 'Asha Kulkarni', email: 'asha@example.com', phone: '+919820012345' },
  shippingAddress: { line1: '12 Tilak Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
  deliveryMethod: 'pickup',
  paymentMethod: 'cod',
} as const;
const onCredit = { ...request, paymentMethod: 'dealer_credit' } as const;
const dayMs = 86_400_000;

const bodyOf = ({ body }: StoredAnswer) => JSON.parse(body) as Record<string, unknown>;

describe.each(engines)('orders of the trade on $name', (kind) => {
  let engine: Engine;
  let shop: TradeShop;
  let owner: Permitted;
  let manager: Permitted;
  beforeAll(async () => {
    engine = await kind.start();
    shop = await openTradeShop(engine.db, [40, 60]);
    owner = shop.as(await shop.office.join('owner'));
    manager = shop.as(await shop.office.join('store_manager', [shop.storeId]));
  });
  afterAll(() => engine.stop());

  const take = async (change = {}) => {
    const taken = await openTakenCart(manager, { storeId: shop.storeId, channel: 'till', ...change });
    await addCartLine(manager, { cartId: taken.id, token: taken.token, variantId: shop.variantId, quantity: 2 });
    return taken;
  };
  const orderOf = async (id: unknown) => {
    const [row] = await engine.db.query<Record<string, unknown>>(
      sql`select number, channel, taken_by, person_id, dealer_id, total_paise from orders where id = ${String(id)}::uuid`,
    );
    return row;
  };

  it('staff take an order for somebody unknown: drafts are kept, resumed, placed once, and the order says who took it', async () => {
    const taken = await take();
    expect((await listTakenCarts(manager, { storeId: shop.storeId })).data.map(({ id }) => id)).toContain(taken.id);
    const resumed = await resumeTakenCart(manager, { takenCartId: taken.id });
    expect(resumed).toMatchObject({ token: taken.token, cart: { itemCount: 2, channel: 'till' } });
    const placing = { takenCartId: taken.id, idempotencyKey: 'counter-1', request };
    const first = await placeTakenCart(manager, placing);
    expect(bodyOf(first)).toMatchObject({ status: 'placed' });
    expect(await placeTakenCart(manager, placing)).toEqual(first);
    const order = await orderOf(bodyOf(first).id);
    expect(order).toMatchObject({ channel: 'till', person_id: null, dealer_id: null });
    expect(order?.taken_by).toMatch(/^person:/);
    const [audit] = await auditOf(engine.db, String(bodyOf(first).id));
    expect(audit).toMatchObject({ action: 'orders.place', actor: order?.taken_by });
    expect(await refusal(discardTakenCart(manager, { takenCartId: taken.id }))).toBe('conflict');
    const stranger = shop.as(await shop.office.join('cashier', [await shop.office.newStore()]));
    expect(await refusal(resumeTakenCart(stranger, { takenCartId: taken.id }))).toBe('not_found');
    expect(await refusal(openTakenCart(stranger, { storeId: shop.storeId, channel: 'till' }))).toBe('forbidden');
  });

  it('a quotation binds the price until its last day and becomes one order, however often and at once it is accepted', async () => {
    await engine.db.batch(writeFacts([priceFact(shop.variantId, 11_000, '2026-01-01T00:00:00.000Z')]));
    const taken = await take();
    const wish = { takenCartId: taken.id, idempotencyKey: 'q', validDays: 15 };
    const [quoted, again] = [await makeQuotation(manager, wish), await makeQuotation(manager, wish)];
    expect(again).toEqual(quoted);
    expect(quoted.number).toMatch(/^.+\/Q2627\/\d+$/);
    expect(quoted.goods.lines[0]?.explain.length).toBeGreaterThan(0);
    expect(await refusal(makeQuotation(manager, { ...wish, validDays: 16 }))).toBe('idempotency_mismatch');
    await sendQuotation(manager, { quotationId: quoted.id });
    const today = shop.office.clock.now().toISOString();
    await engine.db.batch(writeFacts([priceFact(shop.variantId, 11_900, today)]));
    const accept = (idempotencyKey: string) =>
      acceptQuotation(manager, { quotationId: quoted.id, idempotencyKey, request });
    const answers = await Promise.allSettled([accept('a'), accept('a'), accept('a')]);
    const answer = await accept('a');
    expect(answer.status).toBe(201);
    for (const done of answers) if (done.status === 'fulfilled') expect(done.value).toEqual(answer);
    const order = await orderOf(bodyOf(answer).id);
    expect(order).toMatchObject({ total_paise: 22_000 });
    expect(await refusal(accept('b'))).toBe('conflict');
    const sold = sql`select count(*)::int as n from order_deliveries d join quotations q on q.cart_id = d.cart_id
      where q.id = ${quoted.id}::uuid`;
    expect(await engine.db.query(sold)).toEqual([{ n: 1 }]);
    await engine.db.query(
      sql`update quotations set status = 'accepting', order_id = null where id = ${quoted.id}::uuid`,
    );
    await sweepTradeOrders(shop.as({ kind: 'system', name: 'sweep' }));
    expect(await engine.db.query(sql`select status from quotations where id = ${quoted.id}::uuid`)).toEqual([
      { status: 'accepted' },
    ]);
  });

  it('a quotation that nothing could be placed from may be accepted later, and not after its last day', async () => {
    const taken = await openTakenCart(manager, { storeId: shop.storeId, channel: 'till' });
    const access = { cartId: taken.id, token: taken.token };
    await addCartLine(manager, { ...access, variantId: shop.variantId, quantity: 900 });
    const quoted = await makeQuotation(manager, { takenCartId: taken.id, idempotencyKey: 'big', validDays: 2 });
    const accept = (idempotencyKey: string) =>
      acceptQuotation(manager, { quotationId: quoted.id, idempotencyKey, request });
    expect(bodyOf(await accept('1'))).toMatchObject({ code: 'out_of_stock' });
    expect(bodyOf(await accept('2'))).toMatchObject({ code: 'out_of_stock' });
    shop.office.clock.advanceMs(3 * dayMs);
    expect(await refusal(accept('3'))).toBe('illegal_transition');
    await sweepTradeOrders(shop.as({ kind: 'system', name: 'sweep' }));
    expect(await engine.db.query(sql`select status from quotations where id = ${quoted.id}::uuid`)).toEqual([
      { status: 'expired' },
    ]);
  });

  it('a dealer orders on credit within the limit, is blocked when bills are overdue, and is free again when they are paid', async () => {
    const { dealerId, buyer } = await shop.newDealer();
    const dealer = shop.as(buyer);
    const account = await setDealerCredit(owner, { dealerId, limitPaise: 60_000 });
    const { id: accountId } = account;
    const order = async (quantity: number, key: string) => {
      const { id: cartId, token } = await openCart(dealer, { storeId: shop.storeId, channel: 'dealer' });
      await addCartLines(dealer, { cartId, token, lines: [{ variantId: shop.variantId, quantity }] });
      return placeOrder(dealer, { cartId, token, idempotencyKey: key, request: onCredit });
    };
    const first = bodyOf(await order(3, 'one'));
    expect(first).toMatchObject({ status: 'placed' });
    expect(await orderOf(first.id)).toMatchObject({ channel: 'dealer', dealer_id: dealerId, taken_by: null });
    expect(bodyOf(await order(5, 'two'))).toMatchObject({ code: 'conflict' });
    await shop.sendEntries(accountId);
    const standing = await showOwnCredit(dealer);
    expect(standing).toMatchObject({ isBlocked: false, bills: [{ orderId: first.id, overdueDays: 0 }] });
    expect(standing.owed.amount + standing.available.amount).toBe(60_000);
    await setCreditTerms(owner, { dealerId, termDays: 10, graceDays: 5 });
    const late = { ...dealer, clock: { now: () => new Date(shop.office.clock.now().getTime() + 16 * dayMs) } };
    expect(await showOwnCredit(late)).toMatchObject({ isBlocked: true, available: { amount: 0 } });
    const open = await openCart(late, { storeId: shop.storeId, channel: 'dealer' });
    const cart = { cartId: open.id, token: open.token };
    await addCartLine(late, { ...cart, variantId: shop.variantId, quantity: 1 });
    const placing = { ...cart, idempotencyKey: 'late', request: onCredit };
    await expect(placeOrder(late, placing)).rejects.toMatchObject({ extensions: { reason: 'overdue' } });
    const paid = { dealerId, amountPaise: standing.owed.amount, reference: 'NEFT 1', key: 'k' };
    await takeDealerPayment(owner, paid);
    await takeDealerPayment(owner, paid);
    await shop.sendEntries(accountId);
    expect(await showDealerCredit(owner, { dealerId })).toMatchObject({
      owed: { amount: 0 },
      unapplied: { amount: 0 },
    });
    expect(await refusal(showOwnCredit(late))).toBe('done');
    expect((await getCart(late, cart)).itemCount).toBe(1);
  });

  it('billed without a licence: a dealer whose licence lapsed or who is suspended, and a store without 20-D, cannot', async () => {
    const { dealerId, buyer } = await shop.newDealer();
    const dealer = shop.as(buyer);
    const place = async () => {
      const { id: cartId, token } = await openCart(dealer, { storeId: shop.storeId, channel: 'dealer' });
      await addCartLine(dealer, { cartId, token, variantId: shop.variantId, quantity: 1 });
      return placeOrder(dealer, { cartId, token, idempotencyKey: cartId, request });
    };
    expect((await place()).status).toBe(201);
    for (const [broken, mended] of [
      [
        sql`update dealers set status = 'suspended' where id = ${dealerId}::uuid`,
        sql`update dealers set status = 'active' where id = ${dealerId}::uuid`,
      ],
      [
        sql`update licences set withdrawn_at = now() where holder_id = ${dealerId}::uuid`,
        sql`update licences set withdrawn_at = null where holder_id = ${dealerId}::uuid`,
      ],
      [
        sql`update licences set kind = 'pharmacist' where holder_id = ${shop.storeId}::uuid and kind = '20-D'`,
        sql`update licences set kind = '20-D' where holder_id = ${shop.storeId}::uuid and number = 'TEST-20-D'`,
      ],
    ] as const) {
      await engine.db.query(broken);
      expect(await refusal(place())).toBe('licence_lapsed');
      await engine.db.query(mended);
    }
    expect((await place()).status).toBe(201);
  });

  it('a dealer sees the orders and quotations of the own firm, and nothing of another: not even past a forgotten filter', async () => {
    const [ours, theirs] = [await shop.newDealer(), await shop.newDealer()];
    const taken = await take({ channel: 'dealer', dealerId: ours.dealerId });
    const quoted = await makeQuotation(manager, { takenCartId: taken.id, idempotencyKey: 'd', validDays: 5 });
    await sendQuotation(manager, { quotationId: quoted.id });
    const placed = await placeTakenCart(manager, { takenCartId: taken.id, idempotencyKey: 'd', request });
    const orderId = String(bodyOf(placed).id);
    const [us, them] = [shop.as(ours.buyer), shop.as(theirs.buyer)];
    expect((await listDealerOrders(us)).data).toMatchObject([{ id: orderId, isMine: false }]);
    expect((await getDealerOrder(us, { orderId })).id).toBe(orderId);
    expect((await listOwnQuotations(us)).data).toMatchObject([{ id: quoted.id, status: 'sent' }]);
    expect((await listDealerOrders(them)).data).toEqual([]);
    expect((await listOwnQuotations(them)).data).toEqual([]);
    expect(await refusal(getDealerOrder(them, { orderId }))).toBe('not_found');
    expect(await refusal(reorder(them, { orderId }))).toBe('not_found');
    const answer = { quotationId: quoted.id, idempotencyKey: 'x', request };
    expect(await refusal(acceptOwnQuotation(them, answer))).toBe('not_found');
    for (const table of ['orders', 'order_lines', 'quotations', 'taken_carts', 'value_accounts', 'payments']) {
      expect(await them.db.query(sql`select * from ${sql.identifier(table)}`)).toEqual([]);
    }
    expect((await acceptOwnQuotation(us, answer)).status).toBe(201);
    await engine.db.query(sql`update variants set status = 'archived' where id = ${shop.variantId}::uuid`);
    const gone = await reorder(us, { orderId });
    expect(gone).toMatchObject({ cart: { itemCount: 0 }, noLongerSold: [{ variantId: shop.variantId, quantity: 2 }] });
    await engine.db.query(sql`update variants set status = 'active' where id = ${shop.variantId}::uuid`);
    expect(await reorder(us, { orderId })).toMatchObject({
      cart: { itemCount: 2, channel: 'dealer' },
      noLongerSold: [],
    });
  });

  it('reads an order sheet against the catalogue: price and stock a line, a choice where it is open, never another potency', async () => {
    const { buyer } = await shop.newDealer();
    const dealer = shop.as(buyer);
    const remedy = fact(remedies, {
      id: shop.productId,
      abbrev: 'Arn',
      slug: 'arnica-montana',
      name: 'Arnica montana',
      families: [],
      rubricCount: 900,
    });
    await engine.db.batch([
      ...writeFacts([remedy]),
      sql`update products set remedy_id = ${shop.productId}::uuid where id = ${shop.productId}::uuid`,
    ]);
    const librarian = { ...shop.office.platform, files: dealer.files };
    await rebuildSearchIndex(librarian);
    const sku = `SKU-${shop.variantId}`;
    const text = ['arnica 30 30ml x 12', 'arnica 30 30ml x 900', 'arnica 200 30ml x 5', 'arnica 30 30ml', `${sku},4`];
    const read = await readBulkOrder(dealer, { text: text.join('\n'), storeId: shop.storeId });
    const told = read.lines.map(({ state, quantity, stock, reasons }) => [state, quantity, stock, reasons[0]?.kind]);
    expect(told).toEqual([
      ['matched', 12, 'in_stock', undefined],
      ['matched', 900, 'short', undefined],
      ['not_sold', 5, null, 'not_sold'],
      ['choose', null, null, 'no_quantity'],
      ['matched', 4, 'in_stock', undefined],
    ]);
    expect(read.lines[2]?.options).toMatchObject([{ variantId: shop.variantId, fits: false, potencyLabel: '30C' }]);
    expect(read).toMatchObject({ priceList: 'dealer', matched: 3, unclear: 2 });
    expect(await refusal(readBulkOrder(dealer, { text: 'a x 1\n'.repeat(201) }))).toBe('invalid_input');
  });
});
