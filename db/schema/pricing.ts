import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { priceListCodes, variants } from './catalog.ts';
import { instant, paise } from './columns.ts';

/** Prices of one kind of buyer. Those of a list without tax get their GST on top of them. */
export const priceLists = pgTable('price_lists', {
  code: text('code', { enum: priceListCodes }).primaryKey(),
  name: text('name').notNull(),
  taxIncluded: boolean('tax_included').notNull(),
});

/** From so many pieces on a variant costs less, on the basis of its list. */
export const quantityBreaks = pgTable(
  'quantity_breaks',
  {
    id: uuid('id').primaryKey(),
    priceList: text('price_list', { enum: priceListCodes }).notNull(),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    minQuantity: integer('min_quantity').notNull(),
    amountPaise: paise('amount_paise').notNull(),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    createdBy: text('created_by').notNull(),
  },
  (t) => [unique('quantity_breaks_start').on(t.variantId, t.priceList, t.minQuantity, t.validFrom)],
);

/** Below what nothing is sold without permission: a price, or a margin on the cost. The narrowest one that is in force counts. */
export const priceFloors = pgTable(
  'price_floors',
  {
    id: uuid('id').primaryKey(),
    scope: text('scope', { enum: ['variant', 'brand', 'company'] }).notNull(),
    /** The variant or brand; null for the company. */
    scopeId: uuid('scope_id'),
    /** Tax included. Null where the margin decides. */
    floorPaise: paise('floor_paise'),
    /** On top of the cost, in hundredths of a percent. Null where the price decides. */
    marginBasisPoints: integer('margin_basis_points'),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    createdBy: text('created_by').notNull(),
  },
  (t) => [index('price_floors_scope').on(t.scope, t.scopeId)],
);

/** What buyers are given, as data: see workers/platform/price-terms.ts for its parts. */
export const promotions = pgTable(
  'promotions',
  {
    id: uuid('id').primaryKey(),
    label: text('label').notNull(),
    benefit: jsonb('benefit').notNull(),
    scope: jsonb('scope').notNull(),
    stackingGroup: text('stacking_group').notNull(),
    priority: integer('priority').notNull(),
    isExclusive: boolean('is_exclusive').notNull(),
    /** Only for whoever types one of its coupons. */
    needsCode: boolean('needs_code').notNull(),
    validFrom: instant('valid_from').notNull(),
    /** It ends here; null: until somebody ends it. */
    validUntil: instant('valid_until'),
    /** Of the sample company. */
    isSample: boolean('is_sample').notNull(),
    /** Counts up with every change: two who read the same cannot both change it. */
    version: integer('version').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('promotions_time').on(t.needsCode, t.validFrom)],
);

/** A code that opens a promotion. How often it was used is known by its CouponBook alone. */
export const coupons = pgTable(
  'coupons',
  {
    /** In capitals. */
    code: text('code').primaryKey(),
    promotionId: uuid('promotion_id')
      .notNull()
      .references(() => promotions.id),
    totalLimit: integer('total_limit'),
    perPersonLimit: integer('per_person_limit'),
    validUntil: instant('valid_until'),
    disabledAt: instant('disabled_at'),
    /** Of codes that were made together: the Idempotency-Key of their request. */
    batchKey: text('batch_key').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('coupons_promotion').on(t.promotionId, t.code), index('coupons_batch').on(t.batchKey)],
);
