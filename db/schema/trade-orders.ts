import { date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { priceListCodes } from './catalog.ts';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';
import { dealers } from './people.ts';

/** Carts that staff keep for somebody on the telephone or at the counter: the cart's own id, and whom it is for. */
export const takenCarts = pgTable(
  'taken_carts',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    status: text('status', { enum: ['draft', 'placed', 'discarded'] }).notNull(),
    channel: text('channel', { enum: ['web', 'till', 'dealer'] }).notNull(),
    priceList: text('price_list', { enum: priceListCodes }).notNull(),
    /** The account that it is for; null: somebody unknown, who is named when it is placed. */
    personId: uuid('person_id'),
    /** The firm that it is for. */
    dealerId: uuid('dealer_id').references(() => dealers.id),
    /** The cart's token, sealed: whoever resumes it needs the same. */
    token: text('token').notNull(),
    orderId: uuid('order_id'),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [index('taken_carts_store').on(t.storeId, t.status, t.changedAt.desc())],
);

export const quotationStatuses = ['issued', 'sent', 'accepting', 'accepted', 'declined', 'expired'] as const;

/** Goods at prices that bind the store until a day. */
export const quotations = pgTable(
  'quotations',
  {
    id: uuid('id').primaryKey(),
    number: text('number').notNull().unique(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    status: text('status', { enum: quotationStatuses }).notNull(),
    channel: text('channel', { enum: ['web', 'till', 'dealer'] }).notNull(),
    priceList: text('price_list', { enum: priceListCodes }).notNull(),
    personId: uuid('person_id'),
    dealerId: uuid('dealer_id').references(() => dealers.id),
    /** Sealed JSON of name, email and phone of somebody without an account; null for everybody else. */
    contact: text('contact'),
    /** The cart as it was priced: lines, quotes, terms and discounts. */
    goods: jsonb('goods').notNull(),
    subtotalPaise: paise('subtotal_paise').notNull(),
    discountPaise: paise('discount_paise').notNull(),
    totalPaise: paise('total_paise').notNull(),
    /** Its last day, in the store's time zone. */
    validUntil: date('valid_until').notNull(),
    /** The cart that its acceptance makes: always the same, so that it becomes one order at most. */
    cartId: uuid('cart_id').notNull(),
    cartTokenHash: text('cart_token_hash').notNull(),
    orderId: uuid('order_id'),
    requestHash: text('request_hash').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    index('quotations_store').on(t.storeId, t.madeAt.desc()),
    index('quotations_dealer').on(t.dealerId, t.madeAt.desc()),
    index('quotations_status').on(t.status, t.changedAt),
  ],
);

/** Within how many days a dealer pays, and how many more pass before nothing more is given on credit. */
export const creditTerms = pgTable(
  'credit_terms',
  {
    id: uuid('id').primaryKey(),
    /** Null: every dealer without terms of their own. */
    dealerId: uuid('dealer_id').references(() => dealers.id),
    validFrom: date('valid_from').notNull(),
    termDays: integer('term_days').notNull(),
    graceDays: integer('grace_days').notNull(),
    setBy: text('set_by').notNull(),
    setAt: instant('set_at').notNull(),
  },
  (t) => [index('credit_terms_dealer').on(t.dealerId, t.validFrom.desc(), t.setAt.desc())],
);
