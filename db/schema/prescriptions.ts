import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { products } from './catalog.ts';
import { instant } from './columns.ts';
import { stores } from './inventory.ts';

export const prescriptionStatuses = ['received', 'verified', 'refused'] as const;
export const refusalReasons = ['unreadable', 'expired', 'other_person', 'other_goods', 'not_a_prescription'] as const;

/** A picture or document of a prescription. The file lies in the file store, sealed under a key that only this row has. */
export const prescriptions = pgTable(
  'prescriptions',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    /** Whose it is, where they have an account; null for a visitor, and after erasure. */
    personId: uuid('person_id'),
    orderId: uuid('order_id'),
    cartId: uuid('cart_id'),
    status: text('status', { enum: prescriptionStatuses }).notNull(),
    refusedFor: text('refused_for', { enum: refusalReasons }),
    contentType: text('content_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** The file's own key, sealed. Null: the file opens no more, wherever a copy of it may lie. */
    fileSecret: text('file_secret'),
    /** SHA-256 of file and request under the upload's key: tells whether a repeated key came with the same. */
    requestHash: text('request_hash').notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
    /** When it is erased by itself. */
    keepUntil: instant('keep_until').notNull(),
    erasedAt: instant('erased_at'),
    /** When its file went out of the file store. */
    fileDeletedAt: instant('file_deleted_at'),
  },
  (t) => [
    index('prescriptions_store').on(t.storeId, t.status, t.id),
    index('prescriptions_person').on(t.personId),
    index('prescriptions_order').on(t.orderId),
    index('prescriptions_cart').on(t.cartId),
    index('prescriptions_end').on(t.keepUntil),
  ],
);

/** How long prescriptions are kept, dated: the newest whose time has come counts. */
export const prescriptionPolicies = pgTable('prescription_policies', {
  validFrom: instant('valid_from').primaryKey(),
  keepDays: integer('keep_days').notNull(),
  source: text('source').notNull(),
});

/** Products that leave the shop on a verified prescription only. */
export const prescriptionNeeds = pgTable('prescription_needs', {
  productId: uuid('product_id')
    .primaryKey()
    .references(() => products.id),
  validFrom: instant('valid_from').notNull(),
  validUntil: instant('valid_until'),
  setBy: text('set_by').notNull(),
});
