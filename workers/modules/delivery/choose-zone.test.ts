import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryArea, DeliveryRate, DeliveryTariff, DeliveryZone } from '#platform/delivery-terms';
import { chooseZone } from './choose-zone.ts';
import { deliveryFee } from './delivery-fee.ts';
import { estimateFee, resolveDelivery, tariffBeforeZones } from './resolve-delivery.ts';

const flat = (feePaise: number, change: Partial<DeliveryRate> = {}): DeliveryRate => ({
  id: 'rate',
  method: 'standard',
  steps: [{ upToGrams: null, feePaise }],
  freeFromPaise: null,
  minDays: 1,
  maxDays: 3,
  ...change,
});
const zone = (id: string, areas: DeliveryArea[], change: Partial<DeliveryZone> = {}): DeliveryZone => ({
  id,
  name: id,
  isOwn: true,
  areas,
  refusal: null,
  rates: [flat(1_000)],
  ...change,
});
const pune = { postalCode: '411030', stateCode: '27' };
const everywhere = zone('India', [{ kind: 'everywhere' }]);
const maharashtra = zone('Maharashtra', [{ kind: 'state', stateCode: '27' }]);
const district = zone('District', [{ kind: 'postal_prefix', prefix: '411' }]);
const town = zone('Town', [{ kind: 'postal_range', from: '411001', to: '411062' }]);
const street = zone('Street', [{ kind: 'postal_prefix', prefix: '411030' }]);

const postalCode = fc.integer({ min: 100_000, max: 999_999 }).map(String);
const anyArea: fc.Arbitrary<DeliveryArea> = fc.oneof(
  fc.tuple(postalCode, postalCode).map((ends) => {
    const [from = '', to = ''] = ends.toSorted();
    return { kind: 'postal_range' as const, from, to };
  }),
  fc
    .tuple(postalCode, fc.integer({ min: 1, max: 6 }))
    .map(([code, digits]) => ({ kind: 'postal_prefix' as const, prefix: code.slice(0, digits) })),
  fc.constantFrom('27', '29').map((stateCode) => ({ kind: 'state' as const, stateCode })),
  fc.constant({ kind: 'everywhere' as const }),
);
const anyZones = fc
  .array(fc.tuple(fc.array(anyArea, { minLength: 1, maxLength: 4 }), fc.boolean()), { maxLength: 8 })
  .map((zones) => zones.map(([areas, isOwn], at) => zone(String(at), areas, { isOwn })));

/** Counted out, code by code: what "precise" means, without the arithmetic under test. */
function holds(area: DeliveryArea, code: string, stateCode: string | null): boolean {
  if (area.kind === 'postal_range') return Number(area.from) <= Number(code) && Number(code) <= Number(area.to);
  if (area.kind === 'postal_prefix') return code.slice(0, area.prefix.length) === area.prefix;
  return area.kind === 'everywhere' || area.stateCode === stateCode;
}

describe('chooseZone', () => {
  it('takes the most precise area, however the zones are ordered', () => {
    const zones = [everywhere, maharashtra, district, town, street];
    for (let narrowest = zones.length; narrowest > 0; narrowest--) {
      const some = zones.slice(0, narrowest);
      expect(chooseZone(some, pune)?.id).toBe(zones[narrowest - 1]?.id);
      expect(chooseZone(some.toReversed(), pune)?.id).toBe(zones[narrowest - 1]?.id);
    }
  });

  it('takes the store’s own zone before the company’s where both are as precise, and not before a more precise one', () => {
    const company = { ...everywhere, id: 'company', isOwn: false };
    expect(chooseZone([company, everywhere], pune)?.id).toBe('India');
    expect(chooseZone([{ ...town, isOwn: false }, maharashtra], pune)?.id).toBe('Town');
  });

  it('passes over a zone for which nobody has set a rate yet, and not over one that says why nothing is brought', () => {
    expect(chooseZone([everywhere, { ...town, rates: [] }], pune)?.id).toBe('India');
    expect(chooseZone([everywhere, { ...town, rates: [], refusal: 'Flood' }], pune)?.id).toBe('Town');
  });

  it('finds a zone exactly where some area holds the address, for any zones and any address', () => {
    fc.assert(
      fc.property(anyZones, postalCode, fc.constantFrom(null, '27', '29'), (zones, code, stateCode) => {
        const chosen = chooseZone(zones, { postalCode: code, stateCode });
        const holding = zones.filter(({ areas }) => areas.some((area) => holds(area, code, stateCode)));
        expect(chosen === undefined).toBe(holding.length === 0);
        expect(chosen === undefined || holding.includes(chosen)).toBe(true);
        expect(chooseZone(zones.toReversed(), { postalCode: code, stateCode }) === undefined).toBe(
          holding.length === 0,
        );
      }),
    );
  });
});

describe('deliveryFee', () => {
  const stepped = flat(0, {
    steps: [
      { upToGrams: 500, feePaise: 3_000 },
      { upToGrams: 2_000, feePaise: 7_000 },
    ],
  });

  it('goes by weight, to the gram, and is none beyond the last step', () => {
    const fee = (weightGrams: number) => deliveryFee(stepped, { subtotalPaise: 100, weightGrams });
    expect([fee(0), fee(500), fee(501), fee(2_000), fee(2_001)]).toEqual([3_000, 3_000, 7_000, 7_000, null]);
  });

  it('keeps the tariff of the sample company: Rs 49 below Rs 499, nothing from there on, nothing for an empty cart', () => {
    const fee = (subtotalPaise: number) => estimateFee(tariffBeforeZones, { subtotalPaise, weightGrams: 300 });
    expect([fee(1), fee(49_899), fee(49_900), fee(0)]).toEqual([4_900, 4_900, 0, 0]);
  });

  it('never charges for what is worth enough, never more than its dearest step, whatever the parcel', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000_000),
        fc.nat(3_000),
        fc.nat(10_000_000),
        (subtotalPaise, weightGrams, freeFromPaise) => {
          const fee = deliveryFee({ ...stepped, freeFromPaise }, { subtotalPaise, weightGrams });
          if (fee === null) expect(weightGrams).toBeGreaterThan(2_000);
          else expect(fee).toBeLessThanOrEqual(subtotalPaise >= freeFromPaise ? 0 : 7_000);
        },
      ),
    );
  });
});

describe('resolveDelivery', () => {
  const parcel = { subtotalPaise: 10_000, weightGrams: 400, isDeliveryFree: false };
  const tariff = (zones: DeliveryZone[], isPickedUp = true): DeliveryTariff => ({ zones, isPickedUp, home: pune });
  const express = flat(9_000, { method: 'express', steps: [{ upToGrams: 500, feePaise: 9_000 }] });
  const both = { ...everywhere, rates: [flat(4_000), express] };
  const said = (...args: Parameters<typeof resolveDelivery>) => {
    const resolved = resolveDelivery(...args);
    return resolved.ok ? resolved.value.feePaise : [resolved.failure.extensions?.reason, resolved.failure.detail];
  };

  it('says in words that nothing is delivered there', () => {
    expect(said(tariff([maharashtra]), 'standard', { postalCode: '560001', stateCode: '29' }, parcel)).toEqual([
      'not_served',
      'This store does not deliver to 560001.',
    ]);
    const flooded = { ...town, refusal: 'The roads are flooded' };
    expect(said(tariff([both, flooded]), 'standard', pune, parcel)).toEqual([
      'not_served',
      'Nothing is delivered to 411030: The roads are flooded',
    ]);
  });

  it('says which way is not offered, what is too heavy for it, and where nothing is fetched', () => {
    expect(said(tariff([everywhere]), 'express', pune, parcel)).toContain('no_such_method');
    expect(said(tariff([both]), 'express', pune, { ...parcel, weightGrams: 501 })).toContain('too_heavy');
    expect(said(tariff([both], false), 'pickup', pune, parcel)).toContain('no_pickup');
    expect(said(tariff([]), 'pickup', pune, parcel)).toBe(0);
  });

  it('takes off a faster way what a promotion pays for standard delivery, and nothing below zero', () => {
    const free = { ...parcel, isDeliveryFree: true };
    expect(said(tariff([both]), 'standard', pune, free)).toBe(0);
    expect(said(tariff([both]), 'express', pune, free)).toBe(5_000);
    expect(said(tariff([{ ...both, rates: [express] }]), 'express', pune, free)).toBe(0);
  });
});
