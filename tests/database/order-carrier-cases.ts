import { expect, it } from 'vitest';
import {
  confirmOrder,
  getOrderForStaff,
  openCarriers,
  packOrder,
  pickOrder,
  shipOrder,
  sweepOrders,
} from '#modules/orders';
import { startFakeCarrier } from '../providers/fake-carrier.ts';
import type { OrderDesk } from './order-desk.ts';
import { refusal } from './staff.ts';

const NAME = 'sample-post';

/** Parcels that a carrier is asked to take, over HTTP. */
export function carrierCases(desk: () => OrderDesk): void {
  it('books a carrier once although its answer is lost, and follows the parcels to the door', async () => {
    const { world, store, staff, platform, both } = desk();
    const fake = await startFakeCarrier();
    world.carriers = openCarriers({ CARRIER_NAME: NAME, CARRIER_URL: fake.url, CARRIER_KEY: fake.key }, { fetch });
    const { orderId } = await world.place(store);
    await confirmOrder(staff(), { orderId });
    await pickOrder(staff(), { orderId, lines: both(3) });
    const packed = await packOrder(staff(), { orderId, idempotencyKey: 'k', parcels: [{ weightGrams: 450 }] });
    const shipmentId = packed.shipments[0]?.id ?? '';
    const ship = () => shipOrder(staff(), { orderId, shipmentId, carrier: NAME });
    expect(await refusal(shipOrder(staff(), { orderId, shipmentId, carrier: 'unknown' }))).toBe('invalid_input');

    fake.loseAnswers = 1;
    expect(await refusal(ship())).toBe('unavailable');
    expect((await getOrderForStaff(staff(), { orderId })).shipments).toMatchObject([{ status: 'booking' }]);
    await sweepOrders(platform());
    const [shipped, again] = await Promise.all([ship(), ship()]);
    expect(again).toEqual(shipped);
    expect(shipped).toMatchObject({
      status: 'shipped',
      shipments: [{ carrier: NAME, trackingNumber: 'SP000000001IN' }],
    });
    expect(fake.bookings.size).toBe(1);

    const event = (id: string, status: 'in_transit' | 'delivered', at: string) => ({ id, status, at });
    fake.tell('bk_1', event('b', 'delivered', '2026-11-22T15:00:00.000Z'));
    fake.tell('bk_1', event('a', 'in_transit', '2026-11-22T13:00:00.000Z'));
    fake.tell('bk_1', event('b', 'delivered', '2026-11-22T15:00:00.000Z'));
    await sweepOrders(platform());
    await sweepOrders(platform());
    const there = await getOrderForStaff(staff(), { orderId });
    expect(there).toMatchObject({ status: 'delivered', shipments: [{ deliveredAt: '2026-11-22T15:00:00.000Z' }] });
    expect(there.shipments[0]?.tracking.map(({ status }) => status)).toEqual(['in_transit', 'delivered']);
    await fake.stop();
    world.carriers = openCarriers({}, { fetch });
  });
}
