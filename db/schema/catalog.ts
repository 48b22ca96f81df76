import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';

/** A stock of the materia medica: Arnica montana, abbreviation `Arn`. */
export const remedies = pgTable('remedies', {
  id: uuid('id').primaryKey(),
  abbrev: text('abbrev').notNull().unique(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  families: text('families').array().notNull(),
  /** In how many rubrics of Kent's repertory it stands: the measure of how well known it is. */
  rubricCount: integer('rubric_count').notNull(),
});

export const remedyNameKinds = ['alias', 'common', 'latin'] as const;

export const remedyNames = pgTable(
  'remedy_names',
  {
    remedyId: uuid('remedy_id')
      .notNull()
      .references(() => remedies.id),
    kind: text('kind', { enum: remedyNameKinds }).notNull(),
    language: text('language').notNull(),
    name: text('name').notNull(),
  },
  (t) => [primaryKey({ columns: [t.remedyId, t.kind, t.language, t.name] })],
);

export const brands = pgTable('brands', {
  id: uuid('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  manufacturer: text('manufacturer').notNull(),
  licenceNumber: text('licence_number'),
  /** The band on the label, as a CSS hex colour. */
  colour: text('colour').notNull(),
});

/** A remedy or a complex, in one form, by one brand. */
export const products = pgTable(
  'products',
  {
    id: uuid('id').primaryKey(),
    handle: text('handle').notNull().unique(),
    remedyId: uuid('remedy_id').references(() => remedies.id),
    complexCode: text('complex_code'),
    form: text('form').notNull(),
    brandId: uuid('brand_id')
      .notNull()
      .references(() => brands.id),
    name: text('name').notNull(),
    category: text('category').notNull(),
    description: text('description').notNull(),
    hsn: text('hsn').notNull(),
    /** Alcohol by volume in tenths of a percent, null where there is none. */
    alcoholPermille: integer('alcohol_permille'),
    status: text('status', { enum: ['active', 'archived'] }).notNull(),
    popularity: integer('popularity').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('products_remedy').on(t.remedyId), index('products_brand').on(t.brandId)],
);

/** What a complex, or a product of a foreign registry, is made of. */
export const productIngredients = pgTable(
  'product_ingredients',
  {
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    position: integer('position').notNull(),
    remedyId: uuid('remedy_id').references(() => remedies.id),
    substance: text('substance').notNull(),
    strength: text('strength').notNull(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.position] })],
);

/** What is sold: a product in one potency and one pack. Potency columns are null for a complex. */
export const variants = pgTable(
  'variants',
  {
    id: uuid('id').primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    sku: text('sku').notNull().unique(),
    barcode: text('barcode'),
    potencyScale: text('potency_scale'),
    /** The number in the scale: 30 of 30C, 1000 of 1M, 3 of LM3, 0 of the mother tincture. */
    potencyValue: integer('potency_value'),
    /** Order within the scale: the exponent. */
    potencyRank: integer('potency_rank'),
    /** Canonical spelling, such as `30C` or `1M`: made from scale and value when the row is written. */
    potencyLabel: text('potency_label'),
    packQuantity: integer('pack_quantity').notNull(),
    packUnit: text('pack_unit').notNull(),
    packLabel: text('pack_label').notNull(),
    weightGrams: integer('weight_grams').notNull(),
    position: integer('position').notNull(),
    status: text('status', { enum: ['active', 'archived'] }).notNull(),
  },
  (t) => [
    index('variants_product').on(t.productId, t.position),
    uniqueIndex('variants_barcode').on(t.barcode).where(sql`${t.barcode} is not null`),
  ],
);

export const priceListCodes = ['retail', 'doctor', 'dealer'] as const;

/** A dated price, tax included. The one in force is the newest whose day has come and that has not ended. */
export const prices = pgTable(
  'prices',
  {
    id: uuid('id').primaryKey(),
    priceList: text('price_list', { enum: priceListCodes }).notNull(),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    currency: text('currency').notNull(),
    amountPaise: paise('amount_paise').notNull(),
    mrpPaise: paise('mrp_paise').notNull(),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
  },
  (t) => [unique('prices_start').on(t.variantId, t.priceList, t.validFrom)],
);

/** A picture: the drawn label until somebody uploads a photo. */
export const media = pgTable(
  'media',
  {
    id: uuid('id').primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => products.id),
    kind: text('kind', { enum: ['photo'] }).notNull(),
    fileKey: text('file_key').notNull(),
    alt: text('alt').notNull(),
    widthPx: integer('width_px').notNull(),
    heightPx: integer('height_px').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [index('media_product').on(t.productId)],
);

/** A text of a record in another language: entity `product`, field `name`, language `hi`. */
export const translations = pgTable(
  'translations',
  {
    entity: text('entity', { enum: ['product', 'remedy', 'brand', 'store'] }).notNull(),
    entityId: uuid('entity_id').notNull(),
    language: text('language').notNull(),
    field: text('field').notNull(),
    value: text('value').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entity, t.entityId, t.language, t.field] })],
);

/**
 * One row a product for lists and search: derived, never edited; `refresh_product_cards(ids)` in the database rebuilds
 * rows from the tables above in the transaction that changed them, so a list needs one indexed query at any size.
 */
export const productCards = pgTable(
  'product_cards',
  {
    productId: uuid('product_id')
      .primaryKey()
      .references(() => products.id),
    handle: text('handle').notNull(),
    name: text('name').notNull(),
    nameHindi: text('name_hindi'),
    remedyId: uuid('remedy_id'),
    remedySlug: text('remedy_slug'),
    form: text('form').notNull(),
    brandSlug: text('brand_slug').notNull(),
    category: text('category').notNull(),
    /** Canonical labels, such as `30C`, in the order of the ladder. */
    potencies: text('potencies').array().notNull(),
    packs: text('packs').array().notNull(),
    priceFromPaise: paise('price_from_paise').notNull(),
    priceToPaise: paise('price_to_paise').notNull(),
    inStock: boolean('in_stock').notNull(),
    popularity: integer('popularity').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Everything a card shows beside the columns: remedy, brand, label variant. */
    facts: jsonb('facts').notNull(),
    searchText: text('search_text').notNull(),
  },
  (t) => [
    uniqueIndex('product_cards_handle').on(t.handle),
    index('product_cards_popular').on(t.popularity.desc(), t.productId),
    index('product_cards_name').on(t.name, t.productId),
    index('product_cards_price').on(t.priceFromPaise, t.productId),
    index('product_cards_newest').on(t.createdAt.desc(), t.productId),
    index('product_cards_remedy').on(t.remedySlug, t.popularity.desc()),
    index('product_cards_form').on(t.form, t.popularity.desc(), t.productId),
    index('product_cards_brand').on(t.brandSlug, t.popularity.desc(), t.productId),
    index('product_cards_category').on(t.category, t.popularity.desc(), t.productId),
    index('product_cards_potencies').using('gin', t.potencies),
    index('product_cards_text').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
);

/** A GST rate, dated and with its source: law is data. */
export const taxRates = pgTable(
  'tax_rates',
  {
    hsn: text('hsn').notNull(),
    validFrom: date('valid_from').notNull(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    source: text('source').notNull(),
  },
  (t) => [primaryKey({ columns: [t.hsn, t.validFrom] })],
);

/** Counters that make an export or an import repeatable: which source file was taken in, with which content. */
export const imports = pgTable('imports', {
  id: uuid('id').primaryKey(),
  kind: text('kind').notNull(),
  contentHash: text('content_hash').notNull(),
  rows: bigint('rows', { mode: 'number' }).notNull(),
  importedAt: instant('imported_at').notNull(),
});
