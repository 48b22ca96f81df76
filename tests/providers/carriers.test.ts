import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCarriers } from '#modules/orders';
import type { Carriers, ParcelDemand } from '#platform/carriers-door';
import { randomIds } from '#platform/ids';
import { type FakeCarrier, startFakeCarrier, UNSERVED_PIN } from './fake-carrier.ts';

const NAME = 'sample-post';

describe('a carrier over HTTP', () => {
  let fake: FakeCarrier;
  let carriers: Carriers;
  beforeAll(async () => {
    fake = await startFakeCarrier();
    carriers = openCarriers({ CARRIER_NAME: NAME, CARRIER_URL: fake.url, CARRIER_KEY: fake.key }, { fetch });
  });
  afterAll(() => fake.stop());

  const demand = (postalCode = '411004'): ParcelDemand => ({
    shipmentId: randomIds.next(),
    orderNumber: 'PUN/26-27/000042',
    recipient: { name: 'Asha Rao', phone: '+919812345678' },
    address: { line1: '14 Prabhat Road', city: 'Pune', stateCode: '27', postalCode, country: 'IN' },
    parcels: [{ weightGrams: 450 }],
    collectPaise: 0,
  });
  async function booked() {
    const answer = await carriers.book(NAME, demand());
    if (!answer.ok) throw new Error(answer.failure.detail);
    return answer.value;
  }

  it('is not there while its variables are not set', async () => {
    const none = openCarriers({ CARRIER_NAME: NAME }, { fetch });
    expect(none.names()).toEqual([]);
    expect(await none.book(NAME, demand())).toMatchObject({ failure: { code: 'conflict' } });
  });

  it('books a shipment once, however often it is asked and whatever answer was lost', async () => {
    const parcels = demand();
    const before = fake.bookings.size;
    fake.loseAnswers = 1;
    expect(await carriers.book(NAME, parcels)).toMatchObject({ failure: { code: 'unavailable' } });
    const first = await carriers.book(NAME, parcels);
    expect(first).toMatchObject({ ok: true, value: { trackingNumber: expect.stringMatching(/^SP\d+IN$/) } });
    expect(await carriers.book(NAME, parcels)).toEqual(first);
    expect(fake.bookings.size).toBe(before + 1);
  });

  it('says why it refuses, and that nobody answers where nothing sensible comes back', async () => {
    expect(await carriers.book(NAME, demand(UNSERVED_PIN))).toMatchObject({
      failure: { code: 'conflict', detail: 'We do not go there' },
    });
    fake.beAway = 1;
    expect(await carriers.book(NAME, demand())).toMatchObject({ failure: { code: 'unavailable' } });
    fake.talkNonsense = true;
    expect(await carriers.book(NAME, demand())).toMatchObject({ failure: { code: 'unavailable' } });
    const stranger = openCarriers({ CARRIER_NAME: NAME, CARRIER_URL: fake.url, CARRIER_KEY: 'wrong' }, { fetch });
    expect(await stranger.book(NAME, demand())).toMatchObject({ failure: { code: 'conflict' } });
  });

  it('prints a label, tells what happened, and cancels what it has not fetched', async () => {
    const { carrierRef, trackingNumber } = await booked();
    expect(await carriers.label(NAME, carrierRef)).toMatchObject({
      value: { body: expect.stringContaining(trackingNumber) },
    });
    expect(await carriers.cancel(NAME, carrierRef)).toMatchObject({ ok: true });
    expect(await carriers.cancel(NAME, carrierRef)).toMatchObject({ ok: true });
    const other = await booked();
    const event = { id: 'e1', status: 'in_transit', at: '2026-11-22T12:00:00.000Z' } as const;
    fake.tell(other.carrierRef, event);
    expect(await carriers.track(NAME, other.carrierRef)).toEqual({ ok: true, value: [event] });
    expect(await carriers.cancel(NAME, other.carrierRef)).toMatchObject({ failure: { code: 'conflict' } });
    expect(await carriers.track(NAME, 'unknown')).toMatchObject({ failure: { code: 'not_found' } });
  });
});
