import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryTariff, DeliveryZone } from '#platform/delivery-terms';
import type { CartState, PlaceOrderRequest } from '#platform/objects';
import { refusalOfDelivery } from './delivery-of-order.ts';
import { draftOrder } from './draft-order.ts';
import { priceCart } from './price-cart.ts';
import { cartOf, heldFrom, idOf, sampleRequest } from './sample-cart.test-support.ts';

const zone = (prefix: string, feePaise: number): DeliveryZone => ({
  id: idOf(Number(prefix)),
  name: prefix,
  isOwn: true,
  areas: [{ kind: 'postal_prefix', prefix }],
  refusal: null,
  rates: [
    {
      id: idOf(1),
      method: 'standard',
      steps: [{ upToGrams: null, feePaise }],
      freeFromPaise: null,
      minDays: 1,
      maxDays: 2,
    },
  ],
});
/** At home, in 411, delivery costs Rs 20; in 744, far away, Rs 150. */
const tariff: DeliveryTariff = {
  zones: [zone('411', 2_000), zone('744', 15_000)],
  isPickedUp: true,
  home: { postalCode: '411004', stateCode: '27' },
};
const cart = (terms: Partial<DeliveryTariff> = {}): CartState => {
  const plain = cartOf([{ quantity: 2, unitPricePaise: 10_000 }]);
  return { ...plain, terms: { ...plain.terms, delivery: { ...tariff, ...terms } } };
};
const request = (postalCode: string, change: Partial<PlaceOrderRequest> = {}): PlaceOrderRequest => ({
  ...sampleRequest,
  shippingAddress: { ...sampleRequest.shippingAddress, postalCode },
  ...change,
});
const draft = (wish: PlaceOrderRequest, of = cart()) =>
  draftOrder(
    {
      cart: of,
      allocations: heldFrom(of),
      request: wish,
      orderId: idOf(7),
      tokenHash: 'h',
      requestId: 'r',
      placedAt: new Date('2026-11-22T12:00:00.000Z'),
    },
    { next: () => idOf(8) },
  );

describe('delivery to the address of an order', () => {
  it('is estimated in the cart at the store’s own address, and billed by the zone of the buyer', () => {
    expect(priceCart(cart()).shippingPaise).toBe(2_000);
    const { order, delivery } = draft(request('744101'));
    expect(order.shippingPaise).toBe(15_000);
    expect(delivery).toMatchObject({ zoneName: '744', minDays: 1, maxDays: 2, slotId: null, cartId: cart().id });
  });

  it('is refused with its price where it costs more than the cart showed, until the buyer has seen it', () => {
    expect(refusalOfDelivery(cart(), request('411030'))).toBeUndefined();
    expect(refusalOfDelivery(cart(), request('744101'))).toMatchObject({
      code: 'price_changed',
      extensions: { delivery: { price: { amount: 15_000 }, shown: { amount: 2_000 } } },
    });
    expect(refusalOfDelivery(cart(), request('744101', { shownDeliveryPaise: 15_000 }))).toBeUndefined();
  });

  it('says that nothing is delivered there, and lets it be fetched', () => {
    expect(refusalOfDelivery(cart(), request('190001'))).toMatchObject({ extensions: { reason: 'not_served' } });
    expect(refusalOfDelivery(cart(), request('190001', { deliveryMethod: 'pickup' }))).toBeUndefined();
  });

  it('keeps the slot that was reserved, and no slot of another way or zone', () => {
    const slot = {
      slotId: idOf(9),
      method: 'standard',
      zoneId: null,
      day: '2026-11-23',
      from: '10:00',
      to: '12:00',
    } as const;
    expect(draft(request('411030', { slot })).delivery).toMatchObject({ slotId: idOf(9), slotDay: '2026-11-23' });
    expect(refusalOfDelivery(cart(), request('411030', { slot: { ...slot, zoneId: idOf(744) } }))?.code).toBe(
      'invalid_input',
    );
    expect(refusalOfDelivery(cart(), request('411030', { slot: { ...slot, method: 'pickup' } }))?.code).toBe(
      'invalid_input',
    );
    const full = { code: 'conflict', detail: 'Full.' } as const;
    expect(refusalOfDelivery(cart(), request('411030', { slot: { refused: full } }))).toBe(full);
  });

  it('never costs more than was shown for it, whatever the tariff and the address', () => {
    const fee = fc.nat(100_000);
    fc.assert(
      fc.property(
        fee,
        fee,
        fc.option(fee, { nil: undefined }),
        fc.constantFrom('411030', '744101'),
        (home, far, shown, to) => {
          const of = cart({ zones: [zone('411', home), zone('744', far)] });
          const wish = request(to, shown === undefined ? {} : { shownDeliveryPaise: shown });
          if (refusalOfDelivery(of, wish) !== undefined) return;
          expect(draft(wish, of).order.shippingPaise).toBeLessThanOrEqual(shown ?? priceCart(of).shippingPaise);
        },
      ),
    );
  });
});
