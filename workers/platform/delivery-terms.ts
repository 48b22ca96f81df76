/** A part of India: of several that hold an address the one with the fewest postal codes is the most precise. */
export type DeliveryArea =
  /** Postal codes of six digits, both ends included. */
  | { kind: 'postal_range'; from: string; to: string }
  /** One to six digits that a postal code begins with. */
  | { kind: 'postal_prefix'; prefix: string }
  /** A GST state code. */
  | { kind: 'state'; stateCode: string }
  | { kind: 'everywhere' };

/** What parcels up to a weight cost, tax included; null: however heavy. */
export interface WeightStep {
  upToGrams: number | null;
  feePaise: number;
}

export const deliveryMethods = ['standard', 'express', 'pickup'] as const;
export type DeliveryMethod = (typeof deliveryMethods)[number];

export interface DeliveryRate {
  id: string;
  method: 'standard' | 'express';
  /** The lighter first. Beyond the last nothing is brought this way. */
  steps: WeightStep[];
  /** Goods worth so much are brought for nothing; null: never. */
  freeFromPaise: number | null;
  minDays: number;
  maxDays: number;
}

export interface DeliveryZone {
  id: string;
  name: string;
  /** Of this very store: before one of the company where both are as precise. */
  isOwn: boolean;
  areas: DeliveryArea[];
  /** Why nothing is brought there; null: it is. */
  refusal: string | null;
  rates: DeliveryRate[];
}

/** Where a store delivers and for how much, as it was read together with prices; it holds as long as they do. */
export interface DeliveryTariff {
  zones: DeliveryZone[];
  /** Whether goods can be fetched from the store. */
  isPickedUp: boolean;
  /** The store's own address: what a cart is estimated for until its buyer says where it goes. */
  home: DeliveryAddress;
}

export interface DeliveryAddress {
  postalCode: string;
  /** Null where only the postal code is known: then no zone of a state is certain. */
  stateCode: string | null;
}

/** A place in a slot that was reserved for a cart. */
export interface ReservedSlot {
  slotId: string;
  method: DeliveryMethod;
  zoneId: string | null;
  /** YYYY-MM-DD, and `HH:MM` in the store's time zone. */
  day: string;
  from: string;
  to: string;
}
