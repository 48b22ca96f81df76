import { date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';

/** Sales by store, day (the store's own calendar) and product: built from `order.placed` alone. */
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
    asOf: instant('as_of').notNull(),
  },
  (t) => [primaryKey({ columns: [t.storeId, t.day, t.productId] })],
);
