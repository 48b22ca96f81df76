import type { CouponBookDoor } from './coupon-book-door.ts';
import type { DeliveryMethod, ReservedSlot } from './delivery-terms.ts';
import type { Failure, Result } from './errors.ts';
import type { Fact } from './facts.ts';
import type { PaymentAction, PaymentMethodCode, PaymentReport } from './payments-door.ts';
import type { LineDiscount, PriceListCode, PriceTerms, SaleTerms } from './price-terms.ts';
import type { RateLimiterDoor } from './rate-limiter-door.ts';
import type { RevocationsDoor } from './revocations-door.ts';
import type { Channel, StockRoomDoor } from './stock-room-door.ts';
import type { ValueAccountDoor } from './value-account-door.ts';

export type * from './price-terms.ts';
export type * from './stock-room-door.ts';

/** The doors of the Durable Objects, as the modules see them. The classes in durable-objects/ implement these. */
export interface Objects {
  stockRoom(storeId: string): StockRoomDoor;
  couponBook(code: string): CouponBookDoor;
  valueAccount(accountId: string): ValueAccountDoor;
  checkout(cartId: string): CheckoutDoor;
  numberSeries(series: string): NumberSeriesDoor;
  outboxRelay(): OutboxRelayDoor;
  revocations(): RevocationsDoor;
  /** One per subject (an address, an account, a key) and purpose: `sign-in:ip:203.0.113.7`. */
  rateLimiter(subject: string): RateLimiterDoor;
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
  /** Of one piece; left out in quotes from before delivery was priced by it. */
  weightGrams?: number;
  unitPricePaise: number;
  mrpPaise: number;
  availability: 'in_stock' | 'low' | 'out';
  /** The last day (in the store's time zone) on which the store's licences let it be billed; null: not today. */
  licensedUntil: string | null;
  /** Left out in quotes from before there were terms: see `plainTerms`. */
  terms?: PriceTerms;
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
  /** Where it is sold; decides who may set its price list, and how long before its expiry a batch leaves the shelf. */
  channel: Channel;
  /** The list that staff chose for its buyer; null: that of the account that buys. */
  chosenPriceList: PriceListCode | null;
  terms: SaleTerms;
  /** In capitals, each once, in the order in which they came. */
  couponCodes: string[];
  discounts: LineDiscount[];
}

export type CartChange =
  | { kind: 'add'; lineId: string; variantId: string; quantity: number }
  /** All of them, or none. */
  | { kind: 'add_lines'; lines: CartLine[] }
  /** Instead of all that is in it: repeating it changes nothing. */
  | { kind: 'set_lines'; lines: CartLine[]; discounts: LineDiscount[] }
  | { kind: 'set_quantity'; lineId: string; quantity: number }
  | { kind: 'remove'; lineId: string }
  | { kind: 'set_language'; language: string }
  | { kind: 'apply_coupon'; code: string }
  | { kind: 'remove_coupon'; code: string }
  /** Of staff; null takes it away. */
  | { kind: 'set_discount'; lineId: string; discount: Omit<LineDiscount, 'lineId'> | null }
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

/** Value that a buyer pays with besides: a gift card, store credit or a dealer's credit, by its account. */
export interface VoucherTender {
  accountId: string;
  method: 'gift_card' | 'store_credit' | 'dealer_credit';
  /** What the bill shows of it: the last characters of its code. */
  label: string;
}

export interface PlaceOrderRequest extends Buyer {
  sealed: SealedBuyer;
  deliveryMethod: DeliveryMethod;
  /** What delivery to this address was shown to cost; left out: what the cart estimated. It never costs more. */
  shownDeliveryPaise?: number;
  /** The place that was reserved in a slot, or why there is none; left out where no slot was asked for. */
  slot?: ReservedSlot | { refused: Failure };
  /** Pays what vouchers leave. */
  paymentMethod: PaymentMethodCode;
  vouchers: VoucherTender[];
  /** Whose limit `dealer_credit` as the method for the rest uses; null where another method pays. */
  creditAccountId: string | null;
  /** Where a provider sends the browser after paying. */
  returnUrl: string;
  /** What stands on the buyer's statement: the shop, nothing about their health. */
  statement: string;
  consents: { channel: 'email' | 'sms' | 'whatsapp'; purpose: 'marketing'; given: boolean }[];
  /** Of the order and its messages; null takes the cart's. */
  language: string | null;
  /** The account that orders; null for a visitor. */
  personId: string | null;
  /** The firm that it is ordered for, where the sale is of its trade; left out in placements from before there were any. */
  dealerId?: string | null;
  /** Who of the staff took the order (`describeActor`); null: the buyer did. */
  takenBy: string | null;
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

/** A payment that a checkout waits for, as its buyer sees it. */
export interface AwaitedPayment {
  paymentId: string;
  orderId: string;
  method: PaymentMethodCode;
  amountPaise: number;
  action: PaymentAction | null;
  /** After it the goods go back on the shelf (epoch milliseconds). */
  expiresAtMs: number;
}

/** Where a checkout stands for a buyer who comes back from paying. */
export type CheckoutStanding =
  | { kind: 'open' }
  | { kind: 'working' }
  | { kind: 'awaiting_payment'; payment: AwaitedPayment }
  /** The answer that the placement got, byte for byte: an order, or why there is none. */
  | { kind: 'answered'; answer: StoredAnswer };

export interface CheckoutDoor {
  /** `sale` is left out for the web shop at the list of whoever buys. */
  open(cart: {
    id: string;
    store: CartStore;
    language: string;
    tokenHash: string;
    sale?: { channel: Channel; chosenPriceList: PriceListCode | null };
  }): Promise<Result<CartState>>;
  /** `not_found` for a wrong token too, so that ids cannot be probed. */
  read(tokenHash: string): Promise<Result<CartState>>;
  change(
    tokenHash: string,
    change: CartChange,
    quotes: readonly Quote[],
    quotedAtMs: number,
    /** Read together with the quotes; left out where nothing was read: the cart keeps its own. */
    terms?: SaleTerms,
  ): Promise<Result<CartState>>;
  place(
    tokenHash: string,
    request: PlaceOrderRequest,
    idempotency: { key: string; bodyHash: string },
    requestId: string,
  ): Promise<Result<PlaceOutcome>>;
  standing(tokenHash: string): Promise<Result<CheckoutStanding>>;
  /** The buyer does not want to pay any more: goods, coupons and vouchers are given back and the cart is open again. */
  abandon(tokenHash: string): Promise<Result<CheckoutStanding>>;
  /**
   * What a provider or the staff say of its payment; bears repeating. `taken`: it is noted, and the order stands or goes on.
   * `refunded`: the money came too late or was not what was asked for, and goes back by itself. `unknown`: not a payment of
   * this checkout.
   */
  paymentReported(report: PaymentReport): Promise<Result<{ outcome: 'taken' | 'refunded' | 'unknown' }>>;
  /** Staff: tries the present step again at once. */
  resume(): Promise<Result<CheckoutStanding>>;
  /** Staff: gives everything back, as far as the order does not stand yet. Fails with `conflict` when it does or may. */
  compensate(reason: string): Promise<Result<CheckoutStanding>>;
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
