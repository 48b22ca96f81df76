import type { DeliveryRate } from '#platform/delivery-terms';

/** What is delivered: its worth before anything was taken off, and its weight. */
export interface Parcel {
  subtotalPaise: number;
  weightGrams: number;
  /** A promotion pays for standard delivery. */
  isDeliveryFree: boolean;
}

/**
 * What a rate asks for, tax included; nothing for an empty cart, and null for a parcel that is too heavy for it. The worth
 * counts as it was before discounts: a discount must not make delivery dearer than it was without.
 */
export function deliveryFee(
  rate: DeliveryRate,
  { subtotalPaise, weightGrams }: Omit<Parcel, 'isDeliveryFree'>,
): number | null {
  if (subtotalPaise === 0) return 0;
  const step = rate.steps.find(({ upToGrams }) => upToGrams === null || weightGrams <= upToGrams);
  if (step === undefined) return null;
  return rate.freeFromPaise !== null && subtotalPaise >= rate.freeFromPaise ? 0 : step.feePaise;
}
