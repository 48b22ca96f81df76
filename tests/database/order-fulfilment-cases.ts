import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import {
  cancelOrder,
  completeOrder,
  confirmOrder,
  deliverShipment,
  getOrder,
  getOrderForStaff,
  listOrders,
  noteOrder,
  packOrder,
  pickList,
  pickOrder,
  reassignLines,
  requestReturn,
  setShelfPlaces,
  shipOrder,
  stopOrder,
  sweepOrders,
  takeOutPieces,
} from '#modules/orders';
import { resumeSaga } from '#modules/sagas';
import type { Permitted } from '#platform/context';
import { randomIds } from '#platform/ids';
import type { OrderDesk } from './order-desk.ts';
import { SHELF } from './placed-and-paid.ts';
import { refusal } from './staff.ts';

/** From the counter to the door: what staff do with an order. */
export function fulfilmentCases(desk: () => OrderDesk): void {
  it('leads an order from its placing to the door, in two shipments, and says what can be done next', async () => {
    const { db, world, store, staff, buyer, visitor, both, later } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    expect((await getOrder(visitor(), buyer(placed))).possible).toEqual(['cancel']);
    expect((await getOrderForStaff(staff(), { orderId })).possible).toEqual(['confirm', 'edit', 'cancel']);
    await confirmOrder(staff(), { orderId });
    const walk = { 1: 7, 2: 3 };
    await db.query(sql`insert into shelf_places (store_id, variant_id, place, walk) values
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
    const told = await db.query<{ to: string }>(
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
    const { world, store, staff, both } = desk();
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
    const { world, store, staff } = desk();
    const { orderId } = await world.place(store);
    const answers = await Promise.all(Array.from({ length: 5 }, () => confirmOrder(staff(), { orderId })));
    expect(answers.map(({ status, version }) => [status, version])).toEqual(
      Array.from({ length: 5 }, () => ['confirmed', 2]),
    );
  });

  it('hides orders of other stores from staff, and others’ orders from customers', async () => {
    const { office, world, store, stranger, as, visitor, standing } = desk();
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
    const { world, store, staff } = desk();
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

  it('packs nothing of an order that is stopped, for a recall, until it may go on', async () => {
    const { world, store, staff, both } = desk();
    const { orderId } = await world.place(store);
    await confirmOrder(staff(), { orderId });
    await stopOrder(staff(), { orderId, reason: 'Recall of S24-118' });
    expect(await refusal(pickOrder(staff(), { orderId, lines: both(3) }))).toBe('illegal_transition');
    expect((await pickList(staff(), { storeId: store, orderId })).data).toEqual([]);
    expect((await listOrders(staff(), { isStopped: 'true' })).data.map(({ id }) => id)).toEqual([orderId]);
    await stopOrder(staff(), { orderId, reason: null });
    expect((await pickOrder(staff(), { orderId, lines: both(3) })).status).toBe('picking');
  });

  it('hands a parcel over at the counter for the code that its buyer alone is shown', async () => {
    const { world, store, staff, buyer, visitor, both } = desk();
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

  it('keeps notes for staff from the buyer', async () => {
    const { world, store, staff, buyer, visitor } = desk();
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

  it('splits an order by store: each ships its lines, and both shelves say so', async () => {
    const { office, world, store, otherStore, stranger, as, staff, platform, both, buyer, visitor, standing, later } =
      desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    const move = () => reassignLines(staff(), { orderId, storeId: otherStore, positions: [2] });
    expect(await refusal(move())).toBe('out_of_stock');
    world.receive(otherStore, placed, 5);
    world.node.losingStock = 'answers';
    expect(await refusal(move())).not.toBe('done');
    world.node.losingStock = null;
    expect(await refusal(cancelOrder(staff(), { orderId, reason: 'other' }))).toBe('in_progress');
    await sweepOrders(platform());
    await move();
    expect((await standing(placed)).sellable).toEqual([SHELF - 3, SHELF]);
    expect(world.onShelf(otherStore, placed)).toEqual([5, 2]);

    const other = as(await office.renew(stranger));
    expect((await pickList(other, { storeId: otherStore, orderId })).data.map(({ position }) => position)).toEqual([2]);
    await pickOrder(staff(), { orderId, lines: both(3).slice(0, 1) });
    expect(await refusal(pickOrder(other, { orderId, storeId: otherStore, lines: both(3).slice(0, 1) }))).toBe(
      'invalid_input',
    );
    await pickOrder(other, { orderId, storeId: otherStore, lines: both(3).slice(1) });
    const first = await packOrder(staff(), { orderId, idempotencyKey: 'a', parcels: [{ weightGrams: 200 }] });
    later();
    const second = await packOrder(other, {
      orderId,
      storeId: otherStore,
      idempotencyKey: 'b',
      parcels: [{ weightGrams: 300 }],
    });
    expect(second).toMatchObject({ status: 'packed', shipments: [{ storeId: store }, { storeId: otherStore }] });
    await shipOrder(staff(), { orderId, shipmentId: first.shipments[0]?.id ?? '' });
    const shipmentId = second.shipments.find((shipment) => shipment.storeId === otherStore)?.id ?? '';
    expect(await refusal(shipOrder(staff(), { orderId, shipmentId }))).toBe('forbidden');
    expect((await shipOrder(other, { orderId, shipmentId })).status).toBe('shipped');
    expect((await getOrder(visitor(), buyer(placed))).shipments).toHaveLength(2);
  });

  it('gives pieces back to the shelf they came from, although the answer was lost and the rest is to be reassigned', async () => {
    const { world, store, otherStore, staff, standing } = desk();
    const placed = await world.place(store);
    const { orderId } = placed;
    await confirmOrder(staff(), { orderId });
    world.receive(otherStore, placed, 5);
    const before = world.onShelf(otherStore, placed);
    world.node.losingStock = 'answers';
    const lines = [{ position: 2, quantity: 1 }];
    const { returns } = await takeOutPieces(staff(), { orderId, idempotencyKey: 'k', lines });
    world.node.losingStock = null;
    const move = () => reassignLines(staff(), { orderId, storeId: otherStore, positions: [2] });
    expect(await refusal(move())).toBe('in_progress');
    const sagaId = returns[0]?.id ?? '';
    expect(await resumeSaga(staff(), { sagaId })).toMatchObject({ kind: 'return', status: 'completed' });
    await move();
    expect((await standing(placed)).sellable).toEqual([SHELF - 3, SHELF]);
    expect(world.onShelf(otherStore, placed)).toEqual([before[0], (before[1] ?? 0) - 2]);
  });
}
