import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  changeSlot,
  changeZone,
  createSlot,
  createZone,
  endRate,
  endZone,
  listOpenSlots,
  listZones,
  reserveSlot,
  setRate,
  slotName,
  tryDelivery,
} from '#modules/delivery';
import type { Permitted } from '#platform/context';
import { writeFacts } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { type Engine, engines } from './engines.ts';
import { arnica, placedOrder, recordsOf } from './placed-orders.ts';
import { auditOf, type Office, openOffice, refusal } from './staff.ts';

/** The office's clock stands at noon in Greenwich on a Sunday: half past five in Pune. */
const MONDAY = '2026-11-23';
const timeZone = 'Asia/Kolkata';
const SHOPPERS = 50;

describe.each(engines)('delivery on $name', (kind) => {
  let engine: Engine;
  let office: Office;
  let owner: Permitted;
  let visitor: Permitted;
  let storeId: string;

  beforeAll(async () => {
    engine = await kind.start();
    office = openOffice(engine.db);
    owner = office.as(await office.join('owner'));
    visitor = office.as({ kind: 'anonymous' });
    storeId = await office.newStore();
  });
  afterAll(() => engine.stop());

  const newSlot = (capacity: number) =>
    createSlot(owner, {
      storeId,
      method: 'standard',
      weekday: 1,
      from: '10:00',
      to: '12:00',
      cutOffMinutes: 60,
      capacity,
    });
  const wanted = (slotId: string, cartId = randomIds.next(), holdMs = 60_000) => ({
    cartId,
    slotName: slotName(slotId, MONDAY),
    store: { storeId, timeZone },
    holdMs,
  });
  const outcome = async (wish: ReturnType<typeof wanted>) => {
    const reserved = await reserveSlot(visitor, wish);
    return reserved.ok ? 'reserved' : reserved.failure.extensions?.reason;
  };
  const placesLeft = async (slotId: string) =>
    (await listOpenSlots(visitor, { storeId, timeZone, cartId: null })).find(
      ({ id, day }) => id === slotId && day === MONDAY,
    )?.placesLeft ?? 0;

  it('gives the last place of a slot to one of fifty who ask for it in the same moment', async () => {
    const slot = await newSlot(3);
    for (const _ of [1, 2]) expect(await outcome(wanted(slot.id))).toBe('reserved');
    expect(await placesLeft(slot.id)).toBe(1);
    const outcomes = await Promise.all(Array.from({ length: SHOPPERS }, () => outcome(wanted(slot.id))));
    expect(outcomes.filter((one) => one === 'reserved')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'slot_full')).toHaveLength(SHOPPERS - 1);
    expect(await placesLeft(slot.id)).toBe(0);
  });

  it('lets a cart ask again, move on and run out of time, with one place at most', async () => {
    const [slot, other] = [await newSlot(1), await newSlot(1)];
    const cartId = randomIds.next();
    for (const _ of [1, 2]) expect(await outcome(wanted(slot.id, cartId))).toBe('reserved');
    expect(await outcome(wanted(slot.id))).toBe('slot_full');
    expect(await outcome(wanted(other.id, cartId))).toBe('reserved');
    expect([await placesLeft(slot.id), await placesLeft(other.id)]).toEqual([1, 0]);
    office.clock.advanceMs(60_001);
    expect(await outcome(wanted(other.id))).toBe('reserved');
  });

  it('keeps the place of an order that stands, and has it back from one that was cancelled', async () => {
    const slot = await newSlot(1);
    const cartId = randomIds.next();
    expect(await outcome(wanted(slot.id, cartId))).toBe('reserved');
    const order = placedOrder([{ productId: arnica, quantity: 1, totalPaise: 10_000 }]);
    await engine.db.batch([
      ...writeFacts(await recordsOf(owner.personal, order)),
      sql`insert into order_deliveries (order_id, cart_id, method, slot_id, slot_day)
        values (${order.orderId}, ${cartId}, 'standard', ${slot.id}, ${MONDAY})`,
    ]);
    office.clock.advanceMs(60_001);
    expect(await outcome(wanted(slot.id))).toBe('slot_full');
    await engine.db.query(sql`update orders set status = 'cancelled' where id = ${order.orderId}::uuid`);
    expect(await outcome(wanted(slot.id))).toBe('reserved');
  });

  it('refuses a slot of another store, of another day of the week, after its cut-off and after its end', async () => {
    const slot = await newSlot(5);
    const elsewhere = { ...wanted(slot.id), store: { storeId: await office.newStore(), timeZone } };
    expect(await outcome(elsewhere)).toBe('no_such_slot');
    expect(await outcome({ ...wanted(slot.id), slotName: slotName(slot.id, '2026-11-24') })).toBe('no_such_slot');
    expect(await outcome({ ...wanted(slot.id), slotName: slotName(slot.id, '2026-11-16') })).toBe('no_such_slot');
    await changeSlot(owner, { slotId: slot.id, version: 1, capacity: 0 });
    expect(await outcome(wanted(slot.id))).toBe('slot_full');
    expect(await refusal(changeSlot(owner, { slotId: slot.id, version: 1, capacity: 9 }))).toBe('conflict');
  });

  it('brings every store the tariff of before, until a more precise zone with a rate says otherwise', async () => {
    const fee = async (subtotalPaise: number, postalCode = '411030') => {
      const tried = await tryDelivery(owner, { storeId, postalCode, subtotalPaise, weightGrams: 400 });
      return [tried.zone?.name, ...tried.methods.map(({ feePaise, refusal: why }) => feePaise ?? why)];
    };
    const noExpress = 'There is no express delivery to 411030.';
    const noPickup = 'Nothing can be fetched from this store.';
    expect(await fee(49_899)).toEqual(['India', 4_900, noExpress, noPickup]);
    expect(await fee(49_900)).toEqual(['India', 0, noExpress, noPickup]);
    const town = await createZone(owner, { storeId, name: 'Town', areas: [{ kind: 'postal_prefix', prefix: '4110' }] });
    expect((await fee(100))[0]).toBe('India');
    await setRate(owner, {
      zoneId: town.id,
      method: 'standard',
      steps: [{ upToGrams: null, feePaise: 1_900 }],
      minDays: 0,
      maxDays: 1,
    });
    expect((await fee(100)).slice(0, 2)).toEqual(['Town', 1_900]);
    expect((await fee(100, '560001'))[0]).toBe('India');
    await endRate(owner, { zoneId: town.id, method: 'standard' });
    expect((await fee(100))[0]).toBe('India');
    await changeZone(owner, { zoneId: town.id, version: 1, refusal: 'Flood' });
    expect((await fee(100)).slice(0, 2)).toEqual(['Town', 'Nothing is delivered to 411030: Flood']);
    expect(await refusal(changeZone(owner, { zoneId: town.id, version: 1, name: 'Late' }))).toBe('conflict');
    await endZone(owner, { zoneId: town.id });
    expect((await fee(100))[0]).toBe('India');
    const actions = (await auditOf(engine.db, town.id)).map(({ action }) => action);
    expect(actions).toEqual([
      'delivery.create_zone',
      'delivery.set_rate',
      'delivery.end_rate',
      'delivery.change_zone',
      'delivery.end_zone',
    ]);
  });

  it('is the company’s to decide: no store’s manager draws zones', async () => {
    const manager = office.as(await office.join('store_manager', [storeId]));
    expect(await refusal(listZones(manager, {}))).toBe('forbidden');
    expect(await refusal(createZone(manager, { name: 'Mine', areas: [{ kind: 'everywhere' }] }))).toBe('forbidden');
  });
});
