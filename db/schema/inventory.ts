import { date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { movementKinds, stockStates } from '#platform/stock-room-door';
import { variants } from './catalog.ts';
import { instant, paise } from './columns.ts';

export const stores = pgTable('stores', {
  id: uuid('id').primaryKey(),
  /** Stands in document numbers: `PUN`. */
  code: text('code').notNull().unique(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  line1: text('line1').notNull(),
  city: text('city').notNull(),
  state: text('state').notNull(),
  /** GST state code: 27 is Maharashtra. */
  stateCode: text('state_code').notNull(),
  postalCode: text('postal_code').notNull(),
  phone: text('phone').notNull(),
  gstin: text('gstin').notNull(),
  licenceNumber: text('licence_number').notNull(),
  timeZone: text('time_zone').notNull(),
  /** `[{ days, opens, closes }]` */
  hours: jsonb('hours').notNull(),
  fulfils: text('fulfils').array().notNull(),
  /** The one that serves web orders unless the shopper picks another has position 0. */
  position: integer('position').notNull(),
});

/** One production lot of a variant. Expiry and MRP are printed on the pack, so they belong here. */
export const batches = pgTable(
  'batches',
  {
    id: uuid('id').primaryKey(),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variants.id),
    number: text('number').notNull(),
    madeOn: date('made_on').notNull(),
    /** The last day on which it may be sold; null where the law asks for none. */
    expiresOn: date('expires_on'),
    mrpPaise: paise('mrp_paise').notNull(),
    costPaise: paise('cost_paise').notNull(),
  },
  (t) => [index('batches_variant').on(t.variantId)],
);

/** Every change of a shelf, as its StockRoom wrote it down. The sum per batch and state is what stands there in that state. */
export const stockMovements = pgTable(
  'stock_movements',
  {
    storeId: uuid('store_id').notNull(),
    /** Which of the store's objects wrote it: a busy store is spread over several, the first is 0. */
    shard: integer('shard').notNull().default(0),
    /** Counts up within a shard without gaps: the StockRoom's own sequence. */
    sequence: integer('sequence').notNull(),
    batchId: uuid('batch_id').notNull(),
    variantId: uuid('variant_id').notNull(),
    state: text('state', { enum: stockStates }).notNull().default('sellable'),
    kind: text('kind', { enum: movementKinds }).notNull(),
    quantity: integer('quantity').notNull(),
    /** What caused it: the order, the receipt, the transfer. */
    reference: text('reference').notNull(),
    occurredAt: instant('occurred_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.storeId, t.shard, t.sequence] }),
    index('stock_movements_batch').on(t.batchId),
    index('stock_movements_reference').on(t.reference),
  ],
);

/** What shoppers see of a shelf: a projection of the StockRoom, at most a second behind it. Decides nothing. */
export const stockLevels = pgTable(
  'stock_levels',
  {
    variantId: uuid('variant_id').notNull(),
    storeId: uuid('store_id').notNull(),
    available: integer('available').notNull(),
    band: text('band', { enum: ['in_stock', 'low', 'out'] }).notNull(),
    /** The StockRoom's revision this was true at: an older report never overwrites a newer one. */
    asOfSequence: integer('as_of_sequence').notNull(),
  },
  (t) => [primaryKey({ columns: [t.variantId, t.storeId] })],
);
