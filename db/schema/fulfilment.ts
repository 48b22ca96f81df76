import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';
import { orders } from './orders.ts';

/** Where the pickers of a store find a variant. */
export const shelfPlaces = pgTable(
  'shelf_places',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    variantId: uuid('variant_id').notNull(),
    /** As it is written on the shelf: `B-04-2`. */
    place: text('place').notNull(),
    /** How far along the walk through the store it stands; equal ones are next to each other. */
    walk: integer('walk').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.variantId] })],
);

/**
 * Which store ships a line of an order, and what has been picked of it. Written when an order is confirmed; what was packed,
 * shipped, cancelled and returned is told by the shipments and returns themselves.
 */
export const fulfilmentLines = pgTable(
  'fulfilment_lines',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    position: integer('position').notNull(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    picked: integer('picked').notNull(),
    /** The store that shipped it before, while its pieces are still to be booked from one to the other; else null. */
    movedFrom: uuid('moved_from'),
    /** Keys the bookings of the last move. */
    moveId: uuid('move_id'),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.position] }), index('fulfilment_lines_store').on(t.storeId, t.orderId)],
);

/** Parcels that leave a store together, from packing to the door. */
export const shipments = pgTable(
  'shipments',
  {
    /** Made from the order and the request's key: packing twice is one shipment. */
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    storeId: uuid('store_id').notNull(),
    status: text('status', {
      enum: ['packed', 'booking', 'shipped', 'delivered', 'undelivered', 'cancelled'],
    }).notNull(),
    /** `manual`, or the name of a carrier that is asked over HTTP. */
    carrier: text('carrier'),
    /** The carrier's own id of it. */
    carrierRef: text('carrier_ref'),
    trackingNumber: text('tracking_number'),
    trackingUrl: text('tracking_url'),
    /** `[{ weightGrams }]` */
    parcels: jsonb('parcels').notNull(),
    /** What the carrier told, oldest first: `[{ id, status, at }]`. */
    tracking: jsonb('tracking').notNull(),
    requestHash: text('request_hash').notNull(),
    packedAt: instant('packed_at').notNull(),
    shippedAt: instant('shipped_at'),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [index('shipments_order').on(t.orderId), index('shipments_carrier').on(t.carrier, t.carrierRef)],
);

export const shipmentLines = pgTable(
  'shipment_lines',
  {
    shipmentId: uuid('shipment_id')
      .notNull()
      .references(() => shipments.id),
    position: integer('position').notNull(),
    quantity: integer('quantity').notNull(),
  },
  (t) => [primaryKey({ columns: [t.shipmentId, t.position] })],
);

/**
 * Goods of an order that are taken back or never leave: cancellation, short pick, edit, return; or money alone (`goodwill`).
 * Its status is its saga's memory: the intention stands before anything is done, and every step bears repeating.
 */
export const orderReturns = pgTable(
  'order_returns',
  {
    /** Made from the order and the request's key: asking twice is one return. Keys every step. */
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    /** The store whose shelf and books it concerns: that of the order. */
    storeId: uuid('store_id').notNull(),
    kind: text('kind', { enum: ['cancellation', 'short_pick', 'edit', 'return', 'goodwill'] }).notNull(),
    /** `requested` waits for the goods; `working` has amounts and goes through its steps. */
    status: text('status', { enum: ['requested', 'declined', 'working', 'completed'] }).notNull(),
    step: text('step', { enum: ['stock', 'coupon', 'refund', 'credit_note', 'done'] }).notNull(),
    reason: text('reason').notNull(),
    note: text('note'),
    /** What the buyer gets: the money at its source, or store credit. */
    resolution: text('resolution', { enum: ['refund', 'store_credit'] }).notNull(),
    requestHash: text('request_hash').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    completedAt: instant('completed_at'),
    /** What it takes off the bill, delivery included; 0 until it is decided. */
    totalPaise: paise('total_paise').notNull(),
    discountPaise: paise('discount_paise').notNull(),
    shippingPaise: paise('shipping_paise').notNull(),
    taxablePaise: paise('taxable_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
    /** What of it goes back to the buyer: less where the bill was not paid yet. Null until it is known. */
    refundedPaise: paise('refunded_paise'),
    /** Whether it takes the last goods off the order, so that a coupon may be used again. */
    givesCouponBack: boolean('gives_coupon_back').notNull(),
    failures: integer('failures').notNull(),
    lastError: text('last_error'),
    /** `[{ step, at, outcome, error? }]`: what its saga shows. */
    steps: jsonb('steps').notNull(),
    revision: integer('revision').notNull(),
    correlationId: text('correlation_id').notNull(),
    /** When the sweep goes on with it; null: there is nothing to do. */
    dueAt: instant('due_at'),
  },
  (t) => [
    index('order_returns_order').on(t.orderId),
    index('order_returns_store').on(t.storeId, t.requestedAt.desc()),
    index('order_returns_due').on(t.dueAt),
  ],
);

/** Per line, and so per batch: what comes back, where it goes, and what it takes off the bill. */
export const orderReturnLines = pgTable(
  'order_return_lines',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => orderReturns.id),
    position: integer('position').notNull(),
    quantity: integer('quantity').notNull(),
    /** Back on the shelf in the same batch. */
    restock: integer('restock').notNull(),
    quarantine: integer('quarantine').notNull(),
    destroy: integer('destroy').notNull(),
    totalPaise: paise('total_paise').notNull(),
    discountPaise: paise('discount_paise').notNull(),
    taxablePaise: paise('taxable_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
  },
  (t) => [primaryKey({ columns: [t.returnId, t.position] })],
);

/** CGST Act 2017 s.34: what finance books against the bill. Its lines are those of the return, its number has no gaps. */
export const creditNotes = pgTable(
  'credit_notes',
  {
    /** The return's. */
    id: uuid('id')
      .primaryKey()
      .references(() => orderReturns.id),
    number: text('number').notNull(),
    gstin: text('gstin').notNull(),
    orderId: uuid('order_id').notNull(),
    orderNumber: text('order_number').notNull(),
    storeId: uuid('store_id').notNull(),
    /** The store's own calendar day. */
    day: date('day').notNull(),
    issuedAt: instant('issued_at').notNull(),
    reason: text('reason').notNull(),
    placeOfSupply: text('place_of_supply').notNull(),
    currency: text('currency').notNull(),
    totalPaise: paise('total_paise').notNull(),
    shippingPaise: paise('shipping_paise').notNull(),
    taxablePaise: paise('taxable_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
  },
  (t) => [
    unique('credit_notes_number').on(t.gstin, t.number),
    index('credit_notes_order').on(t.orderId),
    index('credit_notes_store').on(t.storeId, t.day),
  ],
);

/** How long a buyer may ask to give something back, by the day from which the rule holds. */
export const returnPolicies = pgTable(
  'return_policies',
  {
    channel: text('channel').notNull(),
    validFrom: date('valid_from').notNull(),
    /** Days after the delivery, the last one included. */
    windowDays: integer('window_days').notNull(),
    /** Reasons that refund the delivery when everything came back. */
    shippingBackFor: text('shipping_back_for').array().notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.validFrom] })],
);
