import * as z from 'zod';
import { priceListCodes } from '#db/schema/catalog';
import { languages, MoneyView } from '#modules/catalog';
import { maxFeePaise, SlotName } from '#modules/delivery';
import { paymentMethodCodes } from '#modules/payments';
import { maxVouchersPerOrder, VoucherCode } from '#modules/vouchers';
import { deliveryMethods } from '#platform/delivery-terms';
import { CursorParameter, LimitParameter } from '#platform/http/cursor';
import { CartView } from './cart-view-schema.ts';
import { gstStateCodes } from './gst-states.ts';
import { maxIdempotencyKeyLength, maxQuantityPerLine } from './limits.ts';
import { orderStatuses } from './order-machine.ts';
import { OrderView } from './order-view-schema.ts';

export * from './cart-view-schema.ts';
export * from './order-view-schema.ts';

const Id = z.uuid('Must be an id as this API gives them');
const Language = z.enum(languages, 'Must be one of: en, hi');

/** Control characters break records and headers; bidirectional overrides make a name read as another. */
const unprintable = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

const printable = (text: string) => text.isWellFormed() && !unprintable.test(text);

/** One line of human text, trimmed. */
export const line = (min: number, max: number) =>
  z
    .string('Must be text')
    .trim()
    .min(min, 'Must not be empty')
    .max(max, `Must be at most ${max} characters`)
    .refine(printable, 'Must be one line of printable text');

const Quantity = z
  .int('Must be a whole number')
  .min(1, 'Must be at least 1')
  .max(maxQuantityPerLine, `Must be at most ${maxQuantityPerLine}`);

/** A mobile number of India, written in the usual ways, or any number with its country code. Kept as E.164. */
const phonePattern = /^(?:(?:\+91|0)?[ -]?[6-9](?:[ -]?[0-9]){9}|\+(?!91)[1-9](?:[ -]?[0-9]){6,14})$/;

function toE164(phone: string): string {
  const digits = phone.replaceAll(/[ -]/g, '');
  return digits.startsWith('+') ? digits : `+91${digits.slice(-10)}`;
}

export const Phone = z
  .string('Must be text')
  .trim()
  .max(20, 'Must be at most 20 characters')
  .regex(phonePattern, 'Must be an Indian mobile number or start with + and the country code')
  .overwrite(toE164);

const Email = z
  .string('Must be text')
  .trim()
  .max(254, 'Must be at most 254 characters')
  .pipe(z.email('Must be an email address'));

export const PersonName = line(1, 120);

export const AddressSchema = z.strictObject({
  line1: line(1, 200),
  line2: line(0, 200).optional(),
  city: line(1, 100),
  stateCode: z.enum(gstStateCodes, 'Must be a GST state code, such as 27'),
  postalCode: z.string('Must be text').regex(/^[1-9][0-9]{5}$/, 'Must be a PIN of six digits'),
  country: z.literal('IN', 'Deliveries go to India (IN) only').default('IN'),
});

const ContactSchema = z.strictObject({ name: PersonName, email: Email, phone: Phone });

const ConsentSchema = z.strictObject({
  channel: z.enum(['email', 'sms', 'whatsapp'], 'Must be one of: email, sms, whatsapp'),
  purpose: z.literal('marketing', 'Must be: marketing'),
  given: z.boolean('Must be true or false'),
});

// ---- what comes in

export const OpenCartBody = z.strictObject({
  storeId: Id.optional(),
  language: Language.optional(),
  channel: z
    .enum(['web', 'till', 'dealer'], 'Must be one of: web, till, dealer')
    .default('web')
    .meta({ description: '`till` is for staff of the store, `dealer` for them and for dealers' }),
  priceList: z
    .enum(priceListCodes, 'Must be one of: retail, doctor, dealer')
    .optional()
    .meta({ description: 'Staff of the store choose it for their buyer; else it is that of the account' }),
});
export const ChangeCartBody = z.strictObject({ language: Language });
export const CouponCode = z
  .string('Must be text')
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{3,40}$/, 'Must be 3 to 40 letters, digits or hyphens');
export const ApplyCouponBody = z.strictObject({ code: CouponCode });
export const AddCartLineBody = z.strictObject({ variantId: Id, quantity: Quantity });
export const ChangeCartLineBody = z.strictObject({ quantity: Quantity });

export const CheckoutRequest = z.strictObject({
  contact: ContactSchema,
  shippingAddress: AddressSchema,
  deliveryMethod: z.enum(deliveryMethods, `Must be one of: ${deliveryMethods.join(', ')}`),
  /** What delivery was shown to cost for this address; without it the estimate of the cart. */
  deliveryPaise: z.int('Must be a whole number').min(0, 'Must be at least 0').max(maxFeePaise).optional(),
  /** A time to deliver or to fetch, as the options named it. */
  slotId: SlotName.optional(),
  /** Pays what vouchers and store credit leave. */
  paymentMethod: z.enum(paymentMethodCodes, `Must be one of: ${paymentMethodCodes.join(', ')}`),
  /** Gift cards that pay first, in this order. */
  vouchers: z
    .array(z.strictObject({ code: VoucherCode }))
    .max(maxVouchersPerOrder, `Must be at most ${maxVouchersPerOrder} gift cards`)
    .default([]),
  /** Whether the account's store credit pays too, after the gift cards. */
  storeCredit: z.boolean('Must be true or false').default(false),
  /** At most one for each channel, with room for a change of mind in the same form. */
  consents: z.array(ConsentSchema).max(6, 'Must be at most 6 consents').default([]),
  language: Language.optional(),
});

const Token = z.string('Must be text').min(1, 'Is missing').max(100, 'Is not a token of this API');
export const CartAccess = z.strictObject({ cartId: Id, token: Token });
export const ChangeCartInput = CartAccess.extend(ChangeCartBody.shape);
export const AddCartLineInput = CartAccess.extend(AddCartLineBody.shape);
export const ChangeCartLineInput = CartAccess.extend({ lineId: Id, quantity: Quantity });
export const CouponInput = CartAccess.extend({ code: CouponCode });
export const RemoveCartLineInput = CartAccess.extend({ lineId: Id });
/** Staff, and buyers with an account, need no token. */
export const OrderAccess = z.strictObject({ orderId: Id, token: Token.optional() });

export const IdempotencyKey = z
  .string('Send an Idempotency-Key')
  .min(1, 'Send an Idempotency-Key')
  .max(maxIdempotencyKeyLength, `Must be at most ${maxIdempotencyKeyLength} characters`)
  .regex(/^[\x20-\x7e]+$/, 'Must be printable ASCII');

export const PlaceOrderInput = CartAccess.extend({ idempotencyKey: IdempotencyKey, request: CheckoutRequest });

// ---- what goes out

const Instant = z.iso.datetime();

/** The answer to opening a cart: the only time its token is told. */
export const OpenedCartView = CartView.extend({ token: z.string() }).meta({ id: 'OpenedCart' });
export type OpenedCartView = z.infer<typeof OpenedCartView>;

export const ListOwnOrders = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });

const OrderCard = z
  .strictObject({
    id: Id,
    number: z.string(),
    status: z.enum(orderStatuses),
    storeId: Id,
    placedAt: Instant,
    total: MoneyView,
    itemCount: z.int(),
    /** The names of its first goods. */
    items: z.array(z.string()),
  })
  .meta({ id: 'OrderCard' });
export type OrderCard = z.infer<typeof OrderCard>;
export const OrderCardList = z.strictObject({ data: z.array(OrderCard), nextCursor: z.string().nullable() });
export type OrderCardList = z.infer<typeof OrderCardList>;

/** The answer to a checkout: the only time the order's token is told. */
export const PlacedOrderView = OrderView.extend({ orderToken: z.string() }).meta({ id: 'PlacedOrder' });
export type PlacedOrderView = z.infer<typeof PlacedOrderView>;
