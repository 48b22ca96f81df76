import { type ResolvedDelivery, resolveDelivery, tariffBeforeZones } from '#modules/delivery';
import type { PricedOrder } from '#modules/pricing';
import type { Failure, Result } from '#platform/errors';
import { inr } from '#platform/money';
import type { CartState, PlaceOrderRequest } from '#platform/objects';
import { estimatePaise, parcelOf, priceGoods } from './price-cart.ts';

type Wish = Pick<PlaceOrderRequest, 'deliveryMethod' | 'shippingAddress'>;

/** How an order from this cart would reach its buyer. Fails with `invalid_input` where it cannot. */
export function deliveryOf(cart: CartState, goods: PricedOrder, wish: Wish): Result<ResolvedDelivery> {
  const { postalCode, stateCode } = wish.shippingAddress;
  const tariff = cart.terms.delivery ?? tariffBeforeZones;
  return resolveDelivery(tariff, wish.deliveryMethod, { postalCode, stateCode }, parcelOf(cart, goods));
}

/**
 * Why an order must not be placed as it was asked for: nothing is brought there, the slot is full or of another zone, or
 * delivery would cost more than its buyer was shown (without a figure: than the cart estimated). Undefined: it may.
 */
export function refusalOfDelivery(cart: CartState, request: PlaceOrderRequest): Failure | undefined {
  const goods = priceGoods(cart);
  const delivery = deliveryOf(cart, goods, request);
  if (!delivery.ok) return delivery.failure;
  const { slot } = request;
  if (slot !== undefined && 'refused' in slot) return slot.refused;
  if (slot !== undefined && !isSlotOf(slot, delivery.value)) {
    const errors = [{ path: 'slotId', message: 'Is not a slot of this way of delivery to this address' }];
    return { code: 'invalid_input', detail: 'The slot does not fit the delivery.', errors };
  }
  const { feePaise } = delivery.value;
  const shownPaise = request.shownDeliveryPaise ?? estimatePaise(cart, goods);
  if (feePaise <= shownPaise) return undefined;
  return priceChanged(feePaise, shownPaise);
}

const isSlotOf = ({ method, zoneId }: { method: string; zoneId: string | null }, delivery: ResolvedDelivery): boolean =>
  method === delivery.method && (zoneId === null || zoneId === delivery.zone?.id);

const priceChanged = (feePaise: number, shownPaise: number): Failure => ({
  code: 'price_changed',
  detail: 'Delivery to this address costs more than was shown. Look at it and order again with `deliveryPaise`.',
  extensions: { delivery: { price: inr(feePaise), shown: inr(shownPaise) } },
});
