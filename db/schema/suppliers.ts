import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { variants } from './catalog.ts';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';

export const suppliers = pgTable('suppliers', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** Null for a supplier who is not registered for GST. */
  gstin: text('gstin'),
  /** GST state code of where the goods come from: decides between CGST with SGST and IGST. */
  stateCode: text('state_code').notNull(),
  /** Sealed JSON of name, email and phone; null where nobody is named. */
  contact: text('contact'),
  paymentTermsDays: integer('payment_terms_days').notNull(),
  leadTimeDays: integer('lead_time_days').notNull(),
  /** So many days after a receipt the supplier takes goods back; 0: never. */
  returnWindowDays: integer('return_window_days').notNull(),
  status: text('status', { enum: ['active', 'blocked'] }).notNull(),
  createdAt: instant('created_at').notNull(),
});

/** What a supplier sells of ours, and on which terms. */
export const supplierItems = pgTable(
  'supplier_items',
  {
    supplierId: uuid('supplier_id')
      .notNull()
      .references(() => suppliers.id),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    supplierCode: text('supplier_code').notNull(),
    packMultiple: integer('pack_multiple').notNull(),
    minimumQuantity: integer('minimum_quantity').notNull(),
    /** Of one piece, without tax and before discount; null until it is known. */
    lastCostPaise: paise('last_cost_paise'),
    /** The supplier from whom it is ordered unless somebody says otherwise. */
    preferred: boolean('preferred').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.supplierId, t.variantId] }),
    uniqueIndex('supplier_items_preferred').on(t.variantId).where(sql`${t.preferred}`),
  ],
);

/** Limits of purchasing as data: one row for the company (no store), and one for each store that differs from it. */
export const purchasingRules = pgTable(
  'purchasing_rules',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').references(() => stores.id),
    /** An order above it is approved before it is sent. */
    approvalAbovePaise: paise('approval_above_paise').notNull(),
    /** Hundredths of a percent of the ordered quantity that may come in too much. */
    overReceiptBasisPoints: integer('over_receipt_basis_points').notNull(),
    /** Goods must be sellable for so many days yet when they come. */
    minimumLifeDays: integer('minimum_life_days').notNull(),
    /** How often it is ordered. */
    reviewPeriodDays: integer('review_period_days').notNull(),
    /** Days of demand that lie in reserve. */
    safetyDays: integer('safety_days').notNull(),
    /** Days of sales that the demand is taken from. */
    demandWindowDays: integer('demand_window_days').notNull(),
  },
  (t) => [unique('purchasing_rules_store').on(t.storeId).nullsNotDistinct()],
);

/** What somebody decided about one variant in one store, instead of what its sales say. */
export const reorderLevels = pgTable(
  'reorder_levels',
  {
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    reorderPoint: integer('reorder_point'),
    safetyStock: integer('safety_stock'),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.variantId] })],
);
