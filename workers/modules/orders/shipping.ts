import type { PlaceOrderRequest } from '#platform/objects';

/** What a way of delivery costs, tax included: a flat fee, free from an order value on (null: never). */
export interface ShippingRule {
  feePaise: number;
  freeFromPaise: number | null;
}

export type ShippingRules = Readonly<Record<PlaceOrderRequest['deliveryMethod'], ShippingRule>>;

/** The sample company's tariff: Rs 49 within India, free from Rs 499 on, nothing for who fetches it. */
export const shippingRules: ShippingRules = {
  standard: { feePaise: 4_900, freeFromPaise: 49_900 },
  pickup: { feePaise: 0, freeFromPaise: null },
};

/** The fee for goods worth `subtotalPaise`; an empty cart ships for nothing. */
export function shippingPaise(rule: ShippingRule, subtotalPaise: number): number {
  if (subtotalPaise === 0) return 0;
  return rule.freeFromPaise !== null && subtotalPaise >= rule.freeFromPaise ? 0 : rule.feePaise;
}
