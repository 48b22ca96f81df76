import { sql } from 'drizzle-orm';
import { date, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { variants } from './catalog.ts';
import { instant, paise } from './columns.ts';
import { batches, stores } from './inventory.ts';
import { suppliers } from './suppliers.ts';

export const purchaseOrderStatuses = ['draft', 'sent', 'partly_received', 'received', 'closed', 'cancelled'] as const;

export const purchaseOrders = pgTable(
  'purchase_orders',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => suppliers.id),
    status: text('status', { enum: purchaseOrderStatuses }).notNull(),
    /** Counts up with every change: whoever decided from an older one decides again. */
    revision: integer('revision').notNull(),
    expectedOn: date('expected_on').notNull(),
    netPaise: paise('net_paise').notNull(),
    taxPaise: paise('tax_paise').notNull(),
    totalPaise: paise('total_paise').notNull(),
    /** The total as it was approved, and by whom; null: nobody has. */
    approvedPaise: paise('approved_paise'),
    approvedBy: text('approved_by'),
    /** SHA-256 of the request that made it: its key repeated with another request is told apart. */
    requestHash: text('request_hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at'),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('purchase_orders_store').on(t.storeId, t.createdAt.desc(), t.id),
    index('purchase_orders_supplier').on(t.supplierId, t.createdAt.desc()),
  ],
);

export const purchaseOrderLines = pgTable(
  'purchase_order_lines',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => purchaseOrders.id),
    position: integer('position').notNull(),
    storeId: uuid('store_id').notNull(),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    quantity: integer('quantity').notNull(),
    /** Pieces that come along without being charged: the 1 of 10 + 1. */
    freeQuantity: integer('free_quantity').notNull(),
    /** Of one piece, without tax and before discount. */
    costPaise: paise('cost_paise').notNull(),
    discountBasisPoints: integer('discount_basis_points').notNull(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    netPaise: paise('net_paise').notNull(),
    taxPaise: paise('tax_paise').notNull(),
    /** What receipts have noted of it, booked or about to be. */
    receivedQuantity: integer('received_quantity').notNull(),
    receivedFreeQuantity: integer('received_free_quantity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orderId, t.position] }),
    index('purchase_order_lines_variant').on(t.storeId, t.variantId),
  ],
);

/** A delivery as it was counted. `booking`: written down, perhaps not on the shelf yet; whoever finds it so goes on. */
export const goodsReceipts = pgTable(
  'goods_receipts',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => suppliers.id),
    purchaseOrderId: uuid('purchase_order_id').references(() => purchaseOrders.id),
    status: text('status', { enum: ['booking', 'completed'] }).notNull(),
    invoiceNumber: text('invoice_number').notNull(),
    invoiceDate: date('invoice_date').notNull(),
    freightPaise: paise('freight_paise').notNull(),
    insurancePaise: paise('insurance_paise').notNull(),
    dutyPaise: paise('duty_paise').notNull(),
    /** What the goods are charged, without tax. */
    netPaise: paise('net_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
    /** What was found odd and accepted all the same: over, short-dated, a second batch of one number. */
    warnings: text('warnings').array().notNull(),
    requestHash: text('request_hash').notNull(),
    receivedBy: text('received_by').notNull(),
    /** Calendar day at the store. */
    receivedOn: date('received_on').notNull(),
    receivedAt: instant('received_at').notNull(),
    completedAt: instant('completed_at'),
    lastError: text('last_error'),
  },
  (t) => [
    index('goods_receipts_store').on(t.storeId, t.receivedAt.desc(), t.id),
    index('goods_receipts_order').on(t.purchaseOrderId),
    index('goods_receipts_booking').on(t.receivedAt).where(sql`${t.status} = 'booking'`),
  ],
);

export const goodsReceiptLines = pgTable(
  'goods_receipt_lines',
  {
    receiptId: uuid('receipt_id')
      .notNull()
      .references(() => goodsReceipts.id),
    position: integer('position').notNull(),
    storeId: uuid('store_id').notNull(),
    /** The line of the purchase order; null: nobody ordered it. */
    orderPosition: integer('order_position'),
    variantId: uuid('variant_id').notNull(),
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    batchNumber: text('batch_number').notNull(),
    expiresOn: date('expires_on'),
    mrpPaise: paise('mrp_paise').notNull(),
    acceptedQuantity: integer('accepted_quantity').notNull(),
    /** Charged and here, but not for sale: in quarantine until it is returned. */
    rejectedQuantity: integer('rejected_quantity').notNull(),
    freeQuantity: integer('free_quantity').notNull(),
    rejectReason: text('reject_reason'),
    costPaise: paise('cost_paise').notNull(),
    discountBasisPoints: integer('discount_basis_points').notNull(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    /** Charged for accepted and rejected pieces, without tax. */
    netPaise: paise('net_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
    /** Its share of freight, insurance and duty. */
    chargesPaise: paise('charges_paise').notNull(),
    /** Pieces that went back since. */
    returnedQuantity: integer('returned_quantity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.receiptId, t.position] }),
    index('goods_receipt_lines_batch').on(t.storeId, t.batchId),
  ],
);

export const supplierReturnStatuses = ['draft', 'dispatching', 'dispatched', 'settled', 'cancelled'] as const;
export const supplierReturnReasons = [
  'rejected_at_receipt',
  'damaged',
  'expired',
  'near_expiry',
  'wrong_goods',
  'recall',
  'overstock',
] as const;

/** Goods that go back, and the debit note for them: its number, its amounts and its tax. */
export const supplierReturns = pgTable(
  'supplier_returns',
  {
    id: uuid('id').primaryKey(),
    /** Of the debit note: a series of its own. */
    number: text('number').notNull().unique(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => suppliers.id),
    /** `dispatching`: perhaps off the shelf, perhaps not yet; whoever finds it so goes on. */
    status: text('status', { enum: supplierReturnStatuses }).notNull(),
    netPaise: paise('net_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
    totalPaise: paise('total_paise').notNull(),
    /** What the supplier has credited in the end; null until then. */
    settledPaise: paise('settled_paise'),
    creditNoteNumber: text('credit_note_number'),
    requestHash: text('request_hash').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    dispatchedAt: instant('dispatched_at'),
    endedAt: instant('ended_at'),
    lastError: text('last_error'),
  },
  (t) => [
    index('supplier_returns_store').on(t.storeId, t.createdAt.desc(), t.id),
    index('supplier_returns_dispatching').on(t.createdAt).where(sql`${t.status} = 'dispatching'`),
  ],
);

export const supplierReturnLines = pgTable(
  'supplier_return_lines',
  {
    returnId: uuid('return_id')
      .notNull()
      .references(() => supplierReturns.id),
    position: integer('position').notNull(),
    storeId: uuid('store_id').notNull(),
    receiptId: uuid('receipt_id').notNull(),
    receiptPosition: integer('receipt_position').notNull(),
    variantId: uuid('variant_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    batchNumber: text('batch_number').notNull(),
    expiresOn: date('expires_on'),
    mrpPaise: paise('mrp_paise').notNull(),
    /** The state of stock that they are taken from. */
    state: text('state', { enum: ['sellable', 'quarantined', 'damaged', 'expired'] }).notNull(),
    reason: text('reason', { enum: supplierReturnReasons }).notNull(),
    quantity: integer('quantity').notNull(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    netPaise: paise('net_paise').notNull(),
    cgstPaise: paise('cgst_paise').notNull(),
    sgstPaise: paise('sgst_paise').notNull(),
    igstPaise: paise('igst_paise').notNull(),
  },
  (t) => [primaryKey({ columns: [t.returnId, t.position] }), index('supplier_return_lines_receipt').on(t.receiptId)],
);
