import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';

/** Sales by store, day (the store's own calendar) and product: and what of it was taken back: built from events alone. */
export const salesByDay = pgTable(
  'sales_by_day',
  {
    storeId: uuid('store_id').notNull(),
    day: date('day').notNull(),
    productId: uuid('product_id').notNull(),
    orders: integer('orders').notNull(),
    units: integer('units').notNull(),
    currency: text('currency').notNull(),
    revenuePaise: paise('revenue_paise').notNull(),
    taxPaise: paise('tax_paise').notNull(),
    /** Cancelled or come back on this day, whenever it was sold: not taken off the figures above. */
    returnedUnits: integer('returned_units').notNull().default(0),
    returnedPaise: paise('returned_paise').notNull().default(0),
    returnedTaxPaise: paise('returned_tax_paise').notNull().default(0),
    asOf: instant('as_of').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.day, t.productId] })],
);
