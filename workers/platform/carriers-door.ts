import type { Result } from './errors.ts';

/** What is to be carried where. `shipmentId` is the idempotency key at the carrier: asking twice is one booking. */
export interface ParcelDemand {
  shipmentId: string;
  orderNumber: string;
  recipient: { name: string; phone: string };
  address: { line1: string; line2?: string; city: string; stateCode: string; postalCode: string; country: string };
  parcels: readonly { weightGrams: number }[];
  /** What the carrier is to collect at the door (paise); 0: nothing. */
  collectPaise: number;
}

export interface BookedParcels {
  carrierRef: string;
  trackingNumber: string;
  trackingUrl: string | null;
}

/** Where parcels are, in words that every carrier's own are turned into. */
export const parcelStatuses = [
  'booked',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'undelivered',
  'cancelled',
] as const;
type ParcelStatus = (typeof parcelStatuses)[number];

export interface ParcelEvent {
  /** Names it at the carrier: the same one counts once. */
  id: string;
  status: ParcelStatus;
  /** RFC 3339. */
  at: string;
}

/** Carriers behind one port, by their names; `manual` is not among them: there nobody is asked. Fails with `unavailable` where nobody answers. */
export interface Carriers {
  names(): readonly string[];
  book(carrier: string, demand: ParcelDemand): Promise<Result<BookedParcels>>;
  /** What to stick on the parcels. */
  label(carrier: string, carrierRef: string): Promise<Result<{ contentType: string; body: string }>>;
  /** Everything that happened to them, the oldest first. */
  track(carrier: string, carrierRef: string): Promise<Result<ParcelEvent[]>>;
  /** Before they are fetched. Repeating it changes nothing. Fails with `conflict` when they are on their way. */
  cancel(carrier: string, carrierRef: string): Promise<Result<{ cancelled: true }>>;
}
