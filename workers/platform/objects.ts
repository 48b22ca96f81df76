import type { Result } from './errors.ts';
import type { Fact } from './facts.ts';
import type { RateLimiterDoor } from './rate-limiter-door.ts';
import type { RevocationsDoor } from './revocations-door.ts';

/** The doors of the Durable Objects, as the modules see them. The classes in durable-objects/ implement these. */
export interface Objects {
  stockRoom(storeId: string): StockRoomDoor;
  checkout(cartId: string): CheckoutDoor;
  numberSeries(series: string): NumberSeriesDoor;
  outboxRelay(): OutboxRelayDoor;
  revocations(): RevocationsDoor;
  /** One per subject (an address, an account, a key) and purpose: `sign-in:ip:203.0.113.7`. */
  rateLimiter(subject: string): RateLimiterDoor;
}

// ---- StockRoom: one per store, the truth about its shelves

export type Channel = 'web' | 'till' | 'dealer';

export interface ReceivedLine {
  batchId: string;
  variantId: string;
  batchNumber: string;
  /** Last day of sale, YYYY-MM-DD, or null where there is none. */
  expiresOn: string | null;
  mrpPaise: number;
  quantity: number;
}

export interface WantedLine {
  variantId: string;
  quantity: number;
}

/** A piece of a hold: so many of one batch. A wanted line that spans batches becomes several. */
export interface Allocation {
  variantId: string;
  batchId: string;
  batchNumber: string;
  expiresOn: string | null;
  mrpPaise: number;
  quantity: number;
}

export interface HoldRequest {
  /** Made by the caller: a repeated request with the same id answers the same hold. */
  holdId: string;
  lines: readonly WantedLine[];
  channel: Channel;
  holdMs: number;
}

export interface Hold {
  holdId: string;
  allocations: Allocation[];
  expiresAtMs: number;
}

/** What an `out_of_stock` failure carries in `extensions.lines`. */
export interface Shortage {
  variantId: string;
  requested: number;
  available: number;
}

export interface ShelfCount {
  variantId: string;
  onHand: number;
  held: number;
  /** On hand and sellable today, less what is held. */
  available: number;
}

export interface StoreFacts {
  storeId: string;
  timeZone: string;
}

export interface StockRoomDoor {
  /** Books lines in, once per key. */
  receive(
    store: StoreFacts,
    key: string,
    kind: 'opening' | 'receipt',
    lines: readonly ReceivedLine[],
  ): Promise<Result<{ booked: number }>>;
  /** First expired, first out, all lines or none. Fails with `out_of_stock` and its `Shortage` list. */
  hold(request: HoldRequest): Promise<Result<Hold>>;
  /** Takes the held goods off the shelf for good. Repeating it changes nothing. */
  commit(holdId: string, reference: string): Promise<Result<{ committed: true }>>;
  /** Puts held goods back. Repeating it, or releasing what has expired, changes nothing. */
  release(holdId: string): Promise<Result<{ released: boolean }>>;
  count(variantIds: readonly string[]): Promise<ShelfCount[]>;
  /** Over the whole store, for proofs: pieces on hand, pieces held, holds that are alive. */
  totals(): Promise<{ onHand: number; held: number; holds: number; sold: number }>;
}

// ---- Checkout: one per cart, from the first line to the order

export interface CartStore {
  storeId: string;
  code: string;
  stateCode: string;
  timeZone: string;
}

/** What a variant costs and is, read from Postgres at `quotedAt`. It holds for the cart for `quoteHoldsForMs`. */
export interface Quote {
  variantId: string;
  productId: string;
  handle: string;
  sku: string;
  name: string;
  potencyLabel: string | null;
  packLabel: string;
  imageUrl: string;
  hsn: string;
  rateBasisPoints: number;
  unitPricePaise: number;
  mrpPaise: number;
  availability: 'in_stock' | 'low' | 'out';
  /** The last day (in the store's time zone) on which the store's licences let it be billed; null: not today. */
  licensedUntil: string | null;
}

export interface CartLine {
  id: string;
  variantId: string;
  quantity: number;
}

export interface CartState {
  id: string;
  store: CartStore;
  currency: 'INR';
  language: string;
  status: 'open' | 'placing' | 'placed';
  orderId: string | null;
  lines: CartLine[];
  quotes: Quote[];
  quotedAtMs: number;
}

export type CartChange =
  | { kind: 'add'; lineId: string; variantId: string; quantity: number }
  | { kind: 'set_quantity'; lineId: string; quantity: number }
  | { kind: 'remove'; lineId: string }
  | { kind: 'set_language'; language: string }
  | { kind: 'requote' };

interface Address {
  line1: string;
  line2?: string;
  city: string;
  /** GST state code: decides the place of supply. */
  stateCode: string;
  postalCode: string;
  country: 'IN';
}

/** Whom an order is for and where it goes. */
export interface Buyer {
  contact: { name: string; email: string; phone: string };
  shippingAddress: Address;
}

/** A buyer as the records keep them: sealed in the gateway, because the objects have no keys. */
export interface SealedBuyer {
  contact: string;
  shippingAddress: string;
  emailIndex: string;
  phoneIndex: string;
}

export interface PlaceOrderRequest extends Buyer {
  sealed: SealedBuyer;
  deliveryMethod: 'standard' | 'pickup';
  paymentMethod: 'cod';
  consents: { channel: 'email' | 'sms' | 'whatsapp'; purpose: 'marketing'; given: boolean }[];
  /** Of the order and its messages; null takes the cart's. */
  language: string | null;
  /** The account that orders; null for a visitor. */
  personId: string | null;
}

/** A finished answer: kept, and given again byte for byte when the same key comes back. */
export interface StoredAnswer {
  status: number;
  contentType: string;
  body: string;
}

export type PlaceOutcome =
  | { kind: 'answered'; answer: StoredAnswer; replayed: boolean }
  /** The quote is older than it may be: read prices again, show them, and place again. */
  | { kind: 'stale_quote' };

export interface CheckoutDoor {
  open(cart: { id: string; store: CartStore; language: string; tokenHash: string }): Promise<Result<CartState>>;
  /** `not_found` for a wrong token too, so that ids cannot be probed. */
  read(tokenHash: string): Promise<Result<CartState>>;
  change(
    tokenHash: string,
    change: CartChange,
    quotes: readonly Quote[],
    quotedAtMs: number,
  ): Promise<Result<CartState>>;
  place(
    tokenHash: string,
    request: PlaceOrderRequest,
    idempotency: { key: string; bodyHash: string },
    requestId: string,
  ): Promise<Result<PlaceOutcome>>;
}

// ---- NumberSeries: one per store, document type and financial year

/** Stands in a fact where the document's number belongs; replaced when the number is given. */
export const numberPlaceholder = '\u0000number\u0000';

export interface IssueRequest {
  /** The document's id: the same key gets the same number, whatever happens in between. */
  key: string;
  /** What stands before the digits, such as `PUN/26-27/`. */
  prefix: string;
  facts: readonly Fact[];
}

export interface NumberSeriesDoor {
  /**
   * Gives a document the next number and writes its facts to Postgres together with those of its neighbours. Answers when
   * they are written. `unavailable` means: numbered and kept, will be written as soon as the database answers again.
   */
  issue(request: IssueRequest): Promise<Result<{ number: string }>>;
}

// ---- OutboxRelay: one for the company

export interface OutboxRelayDoor {
  /** Says that events may be waiting. Cheap, may be lost: the relay also looks by itself. */
  kick(): Promise<void>;
}
