import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';

export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    status: text('status').notNull(),
    channel: text('channel').notNull(),
    currency: text('currency').notNull(),
    subtotalPaise: paise('subtotal_paise').notNull(),
    discountPaise: paise('discount_paise').notNull(),
    shippingPaise: paise('shipping_paise').notNull(),
    taxablePaise: paise('taxable_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
    totalPaise: paise('total_paise').notNull(),
    /** GST state code of where the goods go. */
    placeOfSupply: text('place_of_supply').notNull(),
    /** Plain, of orders from before contacts were sealed: emptied by scripts/runtime/seal-existing.ts, to go in the next release. */
    contactName: text('contact_name'),
    contactEmail: text('contact_email'),
    contactPhone: text('contact_phone'),
    /** Sealed JSON of name, email and phone; null only until seal-existing.ts has run. */
    contact: text('contact'),
    /** Blind indexes of the contact: null when it was erased. */
    emailIndex: text('email_index'),
    phoneIndex: text('phone_index'),
    /** Sealed JSON of the postal address. */
    shippingAddress: text('shipping_address').notNull(),
    /** The account that ordered; null for a visitor. */
    personId: uuid('person_id'),
    /** The firm that it was ordered for: everybody of it sees it. Null: for nobody's trade. */
    dealerId: uuid('dealer_id'),
    /** Who of the staff took it (`describeActor`); null: the buyer ordered. */
    takenBy: text('taken_by'),
    deliveryMethod: text('delivery_method').notNull(),
    language: text('language').notNull(),
    consents: jsonb('consents').notNull(),
    /** SHA-256 of the token that lets its buyer read it without an account. */
    tokenHash: text('token_hash').notNull(),
    placedAt: instant('placed_at').notNull(),
    /** Counts up with every deed: two who read the same order cannot both move it. */
    version: integer('version').notNull().default(1),
    /** Whether its prices include GST; null in orders from before there were others: they do. */
    taxIncluded: boolean('tax_included'),
    /** Why it costs what it costs: see `PriceExplanation`. Null in orders from before it was kept. */
    priceExplanation: jsonb('price_explanation'),
    /** `[{ code, promotionId, limits }]`: given back when it is cancelled. Null: none. */
    couponUses: jsonb('coupon_uses'),
    /** Why nothing of it may be packed or leave (a recall, for example); null: it may. */
    stoppedFor: text('stopped_for'),
  },
  (t) => [
    index('orders_store').on(t.storeId, t.placedAt.desc()),
    index('orders_person').on(t.personId, t.placedAt.desc()),
    index('orders_dealer').on(t.dealerId, t.placedAt.desc()).where(sql`${t.dealerId} is not null`),
    index('orders_email').on(t.emailIndex),
    index('orders_phone').on(t.phoneIndex),
  ],
);

/** One row per variant and batch: where a line of the cart spans batches it was split, because price and expiry differ. */
export const orderLines = pgTable(
  'order_lines',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    position: integer('position').notNull(),
    variantId: uuid('variant_id').notNull(),
    productId: uuid('product_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    batchNumber: text('batch_number').notNull(),
    expiresOn: date('expires_on'),
    sku: text('sku').notNull(),
    handle: text('handle').notNull(),
    name: text('name').notNull(),
    potencyLabel: text('potency_label'),
    packLabel: text('pack_label').notNull(),
    hsn: text('hsn').notNull(),
    quantity: integer('quantity').notNull(),
    unitPricePaise: paise('unit_price_paise').notNull(),
    mrpPaise: paise('mrp_paise').notNull(),
    discountPaise: paise('discount_paise').notNull(),
    totalPaise: paise('total_paise').notNull(),
    taxablePaise: paise('taxable_paise').notNull(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.position] }), index('order_lines_batch').on(t.batchId)],
);

export const orderTimeline = pgTable(
  'order_timeline',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    status: text('status').notNull(),
    at: instant('at').notNull(),
    /** As `describeActor` writes it; null in orders from before it was kept. */
    actor: text('actor'),
    note: text('note'),
    /** Not for the buyer. */
    isInternal: boolean('is_internal').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.status, t.at] })],
);

export const payments = pgTable(
  'payments',
  {
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    method: text('method').notNull(),
    status: text('status', {
      enum: ['pending', 'authorised', 'captured', 'failed', 'cancelled', 'refunded', 'partly_refunded'],
    }).notNull(),
    currency: text('currency').notNull(),
    amountPaise: paise('amount_paise').notNull(),
    provider: text('provider', { enum: ['stripe', 'razorpay', 'manual', 'account'] })
      .notNull()
      .default('manual'),
    /** The provider's id of it; of a voucher or dealer credit, the account. */
    providerRef: text('provider_ref'),
    capturedAt: instant('captured_at'),
    /** What went back, or is on its way: never more than the amount. */
    refundedPaise: paise('refunded_paise').notNull().default(0),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('payments_order').on(t.orderId), index('payments_provider_ref').on(t.providerRef)],
);
