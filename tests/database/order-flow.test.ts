import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  cancelOrder,
  completeOrder,
  confirmOrder,
  declineReturn,
  deliverShipment,
  getOrder,
  getOrderForStaff,
  listOrders,
  noteOrder,
  packOrder,
  pickList,
  pickOrder,
  receiveReturn,
  refundForGoodwill,
  requestReturn,
  resumeDueReturns,
  resumeReturn,
  setShelfPlaces,
  shipOrder,
  shortPick,
  stopOrder,
  takeOutPieces,
} from '#modules/orders';
import type { PersonActor } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import {
  mortal,
  type OrderWorld,
  openOrderWorld,
  type PlacedOrder,
  SHELF,
  standingOf,
  token,
} from './placed-and-paid.ts';
import { type Office, openOffice, refusal } from './staff.ts';

const [embedded] = engines;
if (embedded === undefined) throw new Error('There is no engine');

/** Some thirty deaths, each with an order of its own. */
const DEATHS_MS = 120_000;

describe.each([embedded])('orders after they are placed, on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let world: OrderWorld;
  let store: string;
  let otherStore: string;
  let manager: PersonActor;
  let stranger: PersonActor;

  beforeAll(async () => {
    // Of programs that die on purpose.
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    engine = await kind.start();
    office = openOffice(engine.db);
    world = openOrderWorld(engine.db, office.clock);
    store = await office.newStore();
    otherStore = await office.newStore();
    manager = await office.join('store_manager', [store]);
    stranger = await office.join('store_manager', [otherStore]);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    return engine.stop();
  });

  const as = (actor: Permitted['actor']): Permitted => ({
    ...office.as(actor),
    objects: world.objects,
    carriers: { names: () => [] } as unknown as Permitted['carriers'],
  });
  const staff = () => as(manager);
  const platform = () => ({ ...office.platform, objects: world.objects });
  const buyer = (placed: PlacedOrder) => ({ orderId: placed.orderId, token: `${token}-${placed.orderId}` });
  const visitor = () => as({ kind: 'anonymous' });
  const standing = (placed: PlacedOrder) => standingOf(engine.db, world, office.clock, placed);
  const both = (picked: number) => [
    { position: 1, picked, batchNumber: 's24-118' },
    { position: 2, picked, batchNumber: 'S24-119' },
  ];
  const later = () => office.clock.advanceMs(1_000);

  /** From placed to the buyer's door. */
  async function deliver(placed: PlacedOrder): Promise<void> {
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), { orderId, lines: both(3) });
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'all', parcels: [{ weightGrams: 450 }] });
    const shipmentId = packed.shipments[0]?.id ?? '';
    await shipOrder(staff(), { orderId, shipmentId, trackingNumber: 'EK1' });
    later();
    await deliverShipment(staff(), { orderId, shipmentId });
  }

  it('leads an order from its placing to the door, in two shipments, and says what can be done next', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    expect((await getOrder(visitor(), buyer(placed))).possible).toEqual(['cancel']);
    expect((await getOrderForStaff(staff(), { orderId })).possible).toEqual(['confirm', 'edit', 'cancel']);
    await confirmOrder(staff(), { orderId });
    const walk = { 1: 7, 2: 3 };
    await engine.db.query(sql`insert into shelf_places (store_id, variant_id, place, walk) values
      (${store}, ${placed.variantIds[0]}, 'B-07', ${walk[1]}), (${store}, ${placed.variantIds[1]}, 'A-03', ${walk[2]})`);
    const list = await pickList(staff(), { storeId: store, orderId });
    expect(
      list.data.map(({ place, batchNumber, expiresOn, toPick }) => [place, batchNumber, expiresOn, toPick]),
    ).toEqual([
      ['A-03', 'S24-119', '2028-12-31', 3],
      ['B-07', 'S24-118', '2028-12-31', 3],
    ]);
    await expect(
      pickOrder(staff(), { orderId, lines: [{ position: 1, picked: 1, batchNumber: 'OTHER' }] }),
    ).rejects.toMatchObject({
      errors: [{ path: 'lines.0.batchNumber', message: 'This line is of batch S24-118' }],
    });
    await pickOrder(staff(), { orderId, lines: [{ position: 1, picked: 3, batchNumber: 'S24-118' }] });
    const first = await packOrder(staff(), { orderId, idempotencyKey: 'first', parcels: [{ weightGrams: 200 }] });
    expect(first).toMatchObject({
      status: 'picking',
      shipments: [{ status: 'packed', lines: [{ position: 1, quantity: 3 }] }],
    });
    const shipmentId = first.shipments[0]?.id ?? '';
    expect((await shipOrder(staff(), { orderId, shipmentId })).status).toBe('picking');
    await pickOrder(staff(), { orderId, lines: both(3) });
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'second', parcels: [{ weightGrams: 300 }] });
    expect(packed.status).toBe('packed');
    const second = packed.shipments.find(({ id }) => id !== shipmentId)?.id ?? '';
    expect((await shipOrder(staff(), { orderId, shipmentId: second })).status).toBe('shipped');
    later();
    expect((await deliverShipment(staff(), { orderId, shipmentId })).status).toBe('shipped');
    const there = await deliverShipment(staff(), { orderId, shipmentId: second });
    expect(there.timeline.map(({ status }) => status)).toEqual([
      'placed',
      'confirmed',
      'picking',
      'packed',
      'shipped',
      'delivered',
    ]);
    const told = await engine.db.query<{ to: string }>(
      sql`select data ->> 'to' as to from events where subject = ${orderId} and type = 'order.status_changed' order by occurred_at, id`,
    );
    expect(told.map(({ to }) => to)).toEqual(['confirmed', 'picking', 'packed', 'shipped', 'delivered']);
    expect((await completeOrder(staff(), { orderId })).possible).toEqual([]);
    expect(
      await refusal(
        requestReturn(visitor(), {
          ...buyer(placed),
          reason: 'damaged',
          lines: [{ position: 1, quantity: 1 }],
          idempotencyKey: 'late',
        }),
      ),
    ).toBe('illegal_transition');
  });

  it('answers a repeated request as the first one, and refuses a key that comes with another', async () => {
    const { orderId } = await world.place(store);
    await confirmOrder(staff(), { orderId });
    expect((await confirmOrder(staff(), { orderId })).version).toBe(2);
    await pickOrder(staff(), { orderId, lines: both(3) });
    const pack = () => packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 450 }] });
    const [one, two] = await Promise.all([pack(), pack()]);
    expect([one.shipments.length, two.shipments.length]).toEqual([1, 1]);
    const other = packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 451 }] });
    expect(await refusal(other)).toBe('idempotency_mismatch');
  });

  it('lets two of the staff at once move an order once', async () => {
    const { orderId } = await world.place(store);
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirmOrder(staff(), { orderId })));
    expect(answers.map(({ status, version }) => [status, version])).toEqual(
      Array.from({ length: 5 }, () => ['confirmed', 2]),
    );
  });

  it('hides orders of other stores from staff, and others’ orders from customers', async () => {
    const placed = await world.place(store, { personId: randomIds.next() });
    const { orderId } = placed;
    const customer = as(await office.join('customer', 'own'));
    for (const ctx of [as(stranger), customer]) {
      expect(await refusal(cancelOrder(ctx, { orderId, reason: 'changed_mind' }))).toBe('not_found');
    }
    for (const verb of [confirmOrder, completeOrder]) {
      expect(await refusal(verb(as(stranger), { orderId }))).toBe('not_found');
      expect(await refusal(verb(customer, { orderId }))).toBe('forbidden');
    }
    expect(await refusal(cancelOrder(visitor(), { orderId, token: 'guessed', reason: 'changed_mind' }))).toBe(
      'not_found',
    );
    expect((await listOrders(as(stranger), {})).data).toEqual([]);
    expect((await standing(placed)).status).toBe('placed');
  });

  it('finds the orders of a buyer by the whole e-mail, by number and by status', async () => {
    const placed = await world.place(store);
    const order = await getOrderForStaff(staff(), { orderId: placed.orderId });
    for (const filter of [{ email: order.contact.email.toUpperCase() }, { number: order.number }]) {
      expect((await listOrders(staff(), filter)).data.map(({ id }) => id)).toEqual([placed.orderId]);
    }
    expect((await listOrders(staff(), { email: 'asha' })).data).toEqual([]);
    const page = await listOrders(staff(), { status: 'placed', limit: 1 });
    const next = await listOrders(staff(), { status: 'placed', limit: 1, cursor: page.nextCursor ?? '' });
    expect(next.data[0]?.id).not.toBe(page.data[0]?.id);
  });

  it('cancels whole: goods, money, coupon, credit note and tax are as if it had never been', async () => {
    const placed = await world.place(store);
    const uses = world.coupons('WELCOME10').uses(0).captured;
    const cancelled = await cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
    expect(cancelled).toMatchObject({ status: 'cancelled', possible: [], refunded: { amount: placed.totalPaise } });
    expect(cancelled.returns).toMatchObject([
      { status: 'completed', total: { amount: placed.totalPaise }, tax: cancelled.tax },
    ]);
    expect(cancelled.returns[0]?.creditNoteNumber).toMatch(/^CN\/26-27\/\d{6}$/);
    expect(await standing(placed)).toEqual(whole(placed));
    expect(world.coupons('WELCOME10').uses(0).captured).toBe(uses - 1);
  });

  const whole = (placed: PlacedOrder) => ({
    status: 'cancelled',
    sellable: [SHELF, SHELF],
    quarantined: [0, 0],
    cardPaise: placed.totalPaise,
    refundedPaise: placed.totalPaise,
    creditedPaise: placed.totalPaise,
    creditNotes: 1,
  });

  it('cancels once for a double click, whoever clicks', async () => {
    const placed = await world.place(store);
    const click = () => cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
    const byStaff = () => cancelOrder(staff(), { orderId: placed.orderId, reason: 'out_of_stock' });
    await Promise.all([click(), click(), byStaff(), click()]);
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it.each(['before', 'after'] as const)(
    'loses and doubles nothing when the program dies %s any step of a cancellation',
    async (when) => {
      for (let diesAt = 1; ; diesAt++) {
        const placed = await world.place(store);
        const life = mortal(visitor(), diesAt, when);
        const outcome = await refusal(cancelOrder(life.ctx, { ...buyer(placed), reason: 'changed_mind' }));
        if (life.calls() < diesAt) {
          expect(diesAt).toBeGreaterThan(10);
          expect(outcome).toBe('done');
          return;
        }
        office.clock.advanceMs(4_000_000);
        // Only every other buyer asks again: the sweep alone must finish what has begun.
        if (diesAt % 2 === 0) await cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' });
        await resumeDueReturns(platform());
        const left = await standing(placed);
        if (left.status === 'placed')
          expect(left).toMatchObject({ cardPaise: 0, creditNotes: 0, sellable: [SHELF - 3, SHELF - 3] });
        else expect(left).toEqual(whole(placed));
      }
    },
    DEATHS_MS,
  );

  it('stops the buyer’s cancelling once it is packed, and lets staff unpack it', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), { orderId, lines: both(3) });
    await packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 450 }] });
    expect(await refusal(cancelOrder(visitor(), { ...buyer(placed), reason: 'changed_mind' }))).toBe(
      'illegal_transition',
    );
    const cancelled = await cancelOrder(staff(), { orderId, reason: 'out_of_stock' });
    expect(cancelled).toMatchObject({ status: 'cancelled', shipments: [{ status: 'cancelled' }] });
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('gives back nothing that was never paid: nobody collects money for goods that do not come', async () => {
    const placed = await world.place(store, { isPaid: false });
    const out = await takeOutPieces(staff(), {
      orderId: placed.orderId,
      idempotencyKey: 'k',
      lines: [{ position: 1, quantity: 1 }],
    });
    expect(out.payments).toMatchObject([{ status: 'pending', amount: { amount: placed.totalPaise - 9_990 } }]);
    const cancelled = await cancelOrder(staff(), { orderId: placed.orderId, reason: 'other' });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      refunded: { amount: 0 },
      payments: [{ status: 'cancelled' }],
    });
    expect(await standing(placed)).toMatchObject({
      refundedPaise: 0,
      creditedPaise: placed.totalPaise,
      creditNotes: 2,
      sellable: [SHELF, SHELF],
    });
  });

  it('takes what the shelf did not hold off the bill, and the books say what is there', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), {
      orderId,
      lines: [
        { position: 1, picked: 3, batchNumber: 'S24-118' },
        { position: 2, picked: 2, batchNumber: 'S24-119' },
      ],
    });
    const missing = () => shortPick(staff(), { orderId, idempotencyKey: 'k', lines: [{ position: 2, quarantine: 1 }] });
    const [short] = await Promise.all([missing(), missing()]);
    expect(short?.returns).toMatchObject([{ kind: 'short_pick', status: 'completed' }]);
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'p', parcels: [{ weightGrams: 400 }] });
    expect(packed.status).toBe('packed');
    const price = 15_555 - 4_667 / 3;
    const refunded = (await standing(placed)).refundedPaise ?? 0;
    expect(Math.abs(refunded - price)).toBeLessThan(1);
    expect((await standing(placed)).quarantined).toEqual([0, 1]);
  });

  it('packs nothing of an order that is stopped, for a recall, until it may go on', async () => {
    const { orderId } = await world.place(store);
    await confirmOrder(staff(), { orderId });
    await stopOrder(staff(), { orderId, reason: 'Recall of S24-118' });
    expect(await refusal(pickOrder(staff(), { orderId, lines: both(3) }))).toBe('illegal_transition');
    expect((await pickList(staff(), { storeId: store, orderId })).data).toEqual([]);
    expect((await listOrders(staff(), { isStopped: 'true' })).data.map(({ id }) => id)).toEqual([orderId]);
    await stopOrder(staff(), { orderId, reason: null });
    expect((await pickOrder(staff(), { orderId, lines: both(3) })).status).toBe('picking');
  });

  it('takes goods back line by line and batch by batch, until all of the bill is returned', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    await deliver(placed);
    const ask = (key: string, lines: { position: number; quantity: number }[], reason: 'damaged' | 'changed_mind') =>
      requestReturn(visitor(), { ...buyer(placed), idempotencyKey: key, reason, lines });
    const first = await ask('one', [{ position: 1, quantity: 2 }], 'changed_mind');
    expect((await ask('one', [{ position: 1, quantity: 2 }], 'changed_mind')).id).toBe(first.id);
    expect(await refusal(ask('two', [{ position: 1, quantity: 2 }], 'changed_mind'))).toBe('invalid_input');
    const received = await receiveReturn(staff(), {
      orderId,
      returnId: first.id,
      lines: [{ position: 1, restock: 1, quarantine: 1 }],
    });
    expect(received).toMatchObject({ status: 'delivered', refunded: { amount: 2 * 9_990 } });
    const again = receiveReturn(staff(), { orderId, returnId: first.id, lines: [{ position: 1, restock: 2 }] });
    expect(await refusal(again)).toBe('conflict');
    const refused = await ask('three', [{ position: 2, quantity: 1 }], 'changed_mind');
    await declineReturn(staff(), { orderId, returnId: refused.id, note: 'The seal is broken' });
    const rest = await ask(
      'four',
      [
        { position: 1, quantity: 1 },
        { position: 2, quantity: 3 },
      ],
      'damaged',
    );
    const end = await receiveReturn(staff(), {
      orderId,
      returnId: rest.id,
      lines: [
        { position: 1, restock: 1 },
        { position: 2, destroy: 3 },
      ],
    });
    expect(end).toMatchObject({ status: 'returned', refunded: { amount: placed.totalPaise } });
    expect(await standing(placed)).toEqual({
      ...whole(placed),
      status: 'returned',
      sellable: [SHELF - 1, SHELF - 3],
      quarantined: [1, 0],
      creditNotes: 2,
    });
    const [tax] =
      await engine.db.query(sql`select sum(taxable_paise)::int as taxable, sum(cgst_paise)::int as cgst from credit_notes
      where order_id = ${orderId}`);
    expect(tax).toEqual({ taxable: end.tax.taxable.amount, cgst: end.tax.cgst.amount });
    const numbers = await engine.db.query<{ number: string }>(sql`select number from credit_notes order by number`);
    expect(numbers.map(({ number }) => Number(number.slice(-6)))).toEqual(numbers.map((_, at) => at + 1));
  });

  it.each(['before', 'after'] as const)(
    'loses and doubles nothing when the program dies %s any step of a return',
    async (when) => {
      for (let diesAt = 1; ; diesAt++) {
        const placed = await world.place(store);
        const { orderId } = placed;
        await deliver(placed);
        const lines = [
          { position: 1, quantity: 3 },
          { position: 2, quantity: 3 },
        ];
        const { id: returnId } = await requestReturn(visitor(), {
          ...buyer(placed),
          idempotencyKey: 'k',
          reason: 'damaged',
          lines,
        });
        const goods = {
          orderId,
          returnId,
          lines: [
            { position: 1, restock: 3 },
            { position: 2, restock: 1, destroy: 2 },
          ],
        };
        const life = mortal(staff(), diesAt, when);
        await refusal(receiveReturn(life.ctx, goods));
        office.clock.advanceMs(4_000_000);
        if (life.calls() >= diesAt && diesAt % 2 === 0) await receiveReturn(staff(), goods);
        await resumeDueReturns(platform());
        const left = await standing(placed);
        if (left.status === 'delivered')
          expect(left).toMatchObject({ refundedPaise: 0, sellable: [SHELF - 3, SHELF - 3] });
        else expect(left).toEqual({ ...whole(placed), status: 'returned', sellable: [SHELF, SHELF - 2] });
        if (life.calls() < diesAt) return;
      }
    },
    DEATHS_MS,
  );

  it('takes nothing back after the days of the return policy, but for staff', async () => {
    const placed = await world.place(store);
    await deliver(placed);
    office.clock.advanceMs(11 * 86_400_000);
    const reason = 'damaged' as const;
    const wanted = { reason, lines: [{ position: 1, quantity: 1 }], idempotencyKey: 'k' };
    expect(await refusal(requestReturn(visitor(), { ...buyer(placed), ...wanted }))).toBe('expired');
    manager = await office.renew(manager);
    expect(await requestReturn(staff(), { orderId: placed.orderId, ...wanted })).toMatchObject({ status: 'requested' });
  });

  it('hands a parcel over at the counter for the code that its buyer alone is shown', async () => {
    const placed = await world.place(store, { deliveryMethod: 'pickup' });
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), { orderId, lines: both(3) });
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 450 }] });
    expect(packed.handoverCode).toBeNull();
    const shipmentId = packed.shipments[0]?.id ?? '';
    const { handoverCode } = await getOrder(visitor(), buyer(placed));
    const guess = handoverCode === '000000' ? '000001' : '000000';
    expect(await refusal(deliverShipment(staff(), { orderId, shipmentId, handoverCode: guess }))).toBe('invalid_input');
    const given = await deliverShipment(staff(), { orderId, shipmentId, handoverCode: handoverCode ?? '' });
    expect(given.status).toBe('delivered');
  });

  it('keeps a step that fails in sight, goes on by itself, and lets somebody finish it by hand', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    world.node.losingStock = 'answers';
    const waiting = await cancelOrder(staff(), { orderId, reason: 'other' });
    expect(waiting).toMatchObject({ status: 'cancelled', returns: [{ status: 'working' }] });
    const [saga] = await engine.db.query(
      sql`select kind, status, step, failures from sagas where subject = ${orderId}`,
    );
    expect(saga).toEqual({ kind: 'return', status: 'running', step: 'stock', failures: 1 });
    const returnId = waiting.returns[0]?.id ?? '';
    const done = await resumeReturn(staff(), { orderId, returnId, doneByHand: 'Counted back onto the shelf' });
    world.node.losingStock = null;
    expect(done.returns).toMatchObject([{ status: 'completed' }]);
    const [after] = await engine.db.query<{ steps: { outcome: string }[] }>(
      sql`select steps from sagas where id = ${returnId}`,
    );
    expect(after?.steps.map(({ outcome }) => outcome)).toEqual(['failed', 'by_hand', 'done', 'done', 'done']);
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('pays goodwill once, and so much less when the goods come back', async () => {
    const placed = await world.place(store);
    const { orderId } = placed;
    const pay = () =>
      refundForGoodwill(staff(), { orderId, idempotencyKey: 'k', amountPaise: 5_000, note: 'A bottle leaked' });
    await pay();
    await pay();
    expect(
      await refusal(
        refundForGoodwill(staff(), { orderId, idempotencyKey: 'm', amountPaise: placed.totalPaise, note: 'x' }),
      ),
    ).toBe('conflict');
    await cancelOrder(staff(), { orderId, reason: 'other' });
    expect(await standing(placed)).toEqual(whole(placed));
  });

  it('keeps notes for staff from the buyer', async () => {
    const placed = await world.place(store);
    await noteOrder(staff(), { orderId: placed.orderId, note: 'Rang twice' });
    const notes = async (ctx: Permitted, input: { orderId: string; token?: string }) =>
      (await getOrder(ctx, input)).timeline.flatMap(({ note }) => note ?? []);
    expect(await notes(staff(), { orderId: placed.orderId })).toEqual(['Rang twice']);
    expect(await notes(visitor(), buyer(placed))).toEqual([]);
    expect(
      await refusal(
        setShelfPlaces(staff(), { storeId: store, places: [{ variantId: randomIds.next(), place: 'A', walk: 1 }] }),
      ),
    ).toBe('invalid_input');
  });
});
