import type {
  DeliveryAddress,
  DeliveryMethod,
  DeliveryRate,
  DeliveryTariff,
  DeliveryZone,
} from '#platform/delivery-terms';
import { fail, type Result, succeed } from '#platform/errors';
import { chooseZone } from './choose-zone.ts';
import { deliveryFee, type Parcel } from './delivery-fee.ts';

/** A way in which goods reach their buyer, with what it costs (tax included). Pickup has neither zone nor rate. */
export interface ResolvedDelivery {
  method: DeliveryMethod;
  zone: DeliveryZone | null;
  rate: DeliveryRate | null;
  feePaise: number;
}

/** Of carts that were quoted before zones were data. */
export const tariffBeforeZones: DeliveryTariff = {
  zones: [
    {
      id: '',
      name: 'India',
      isOwn: false,
      areas: [{ kind: 'everywhere' }],
      refusal: null,
      rates: [
        {
          id: '',
          method: 'standard',
          steps: [{ upToGrams: null, feePaise: 4_900 }],
          freeFromPaise: 49_900,
          minDays: 2,
          maxDays: 7,
        },
      ],
    },
  ],
  isPickedUp: true,
  home: { postalCode: '110001', stateCode: null },
};

const wrong = (path: string, message: string, reason: string): Result<never> =>
  fail('invalid_input', message, { errors: [{ path, message }], extensions: { reason } });

const notServed = (detail: string): Result<never> => wrong('shippingAddress.postalCode', detail, 'not_served');

/** The zone that delivers to an address. Fails with `invalid_input` and the reason `not_served`, in words for buyers. */
export function servedZone(tariff: DeliveryTariff, address: DeliveryAddress): Result<DeliveryZone> {
  const zone = chooseZone(tariff.zones, address);
  if (zone === undefined) return notServed(`This store does not deliver to ${address.postalCode}.`);
  if (zone.refusal !== null) return notServed(`Nothing is delivered to ${address.postalCode}: ${zone.refusal}`);
  return succeed(zone);
}

/** A promotion pays what standard delivery costs, and of a dearer way as much. */
function feeAfterPromotion(zone: DeliveryZone, feePaise: number, parcel: Parcel): number {
  if (!parcel.isDeliveryFree) return feePaise;
  const standard = zone.rates.find(({ method }) => method === 'standard');
  const standardPaise = standard === undefined ? null : deliveryFee(standard, parcel);
  return Math.max(0, feePaise - (standardPaise ?? feePaise));
}

/** How one method brings a parcel to an address. Fails with `invalid_input` that says what is not done there, and why. */
export function resolveDelivery(
  tariff: DeliveryTariff,
  method: DeliveryMethod,
  address: DeliveryAddress,
  parcel: Parcel,
): Result<ResolvedDelivery> {
  if (method === 'pickup') {
    if (tariff.isPickedUp) return succeed({ method, zone: null, rate: null, feePaise: 0 });
    return wrong('deliveryMethod', 'Nothing can be fetched from this store.', 'no_pickup');
  }
  const zone = servedZone(tariff, address);
  if (!zone.ok) return zone;
  const rate = zone.value.rates.find((candidate) => candidate.method === method);
  if (rate === undefined) {
    return wrong('deliveryMethod', `There is no ${method} delivery to ${address.postalCode}.`, 'no_such_method');
  }
  const feePaise = deliveryFee(rate, parcel);
  if (feePaise === null) {
    return wrong(
      'deliveryMethod',
      `This order is too heavy for ${method} delivery to ${address.postalCode}.`,
      'too_heavy',
    );
  }
  return succeed({ method, zone: zone.value, rate, feePaise: feeAfterPromotion(zone.value, feePaise, parcel) });
}

/**
 * What standard delivery costs before the address is known: at the store's own address, or in the first zone that has it. A
 * cart that nobody can have delivered is estimated at nothing.
 */
export function estimateFee(tariff: DeliveryTariff, parcel: Omit<Parcel, 'isDeliveryFree'>): number {
  const home = chooseZone(tariff.zones, tariff.home);
  const zones = home === undefined ? tariff.zones : [home, ...tariff.zones];
  const rates = zones.filter(({ refusal }) => refusal === null).flatMap(({ rates: known }) => known);
  const standard = rates.find(({ method }) => method === 'standard');
  return standard === undefined ? 0 : (deliveryFee(standard, parcel) ?? 0);
}
