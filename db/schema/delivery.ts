import { sql } from 'drizzle-orm';
import { check, date, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { DeliveryArea, WeightStep } from '#platform/delivery-terms';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';
import { orders } from './orders.ts';

/** Where a store delivers. Without a store it holds for all of them. */
export const deliveryZones = pgTable(
  'delivery_zones',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').references(() => stores.id),
    name: text('name').notNull(),
    areas: jsonb('areas').$type<DeliveryArea[]>().notNull(),
    /** Why nothing is brought there, in words for buyers; null: it is. */
    refusal: text('refusal'),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    version: integer('version').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [index('delivery_zones_store').on(t.storeId, t.validFrom)],
);

/** A dated tariff of a zone, tax included. The newest one of a method whose time has come and not ended counts. */
export const deliveryRates = pgTable(
  'delivery_rates',
  {
    id: uuid('id').primaryKey(),
    zoneId: uuid('zone_id')
      .notNull()
      .references(() => deliveryZones.id),
    method: text('method', { enum: ['standard', 'express'] }).notNull(),
    steps: jsonb('steps').$type<WeightStep[]>().notNull(),
    freeFromPaise: paise('free_from_paise'),
    minDays: integer('min_days').notNull(),
    maxDays: integer('max_days').notNull(),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    createdBy: text('created_by').notNull(),
  },
  (t) => [index('delivery_rates_zone').on(t.zoneId, t.method, t.validFrom)],
);

/** A time of the week at which parcels arrive or wait at the counter; so many orders fit into it. */
export const deliverySlots = pgTable(
  'delivery_slots',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    method: text('method', { enum: ['standard', 'express', 'pickup'] }).notNull(),
    /** Null: wherever the store delivers, and for pickup. */
    zoneId: uuid('zone_id').references(() => deliveryZones.id),
    /** ISO 8601: 1 is Monday. */
    weekday: integer('weekday').notNull(),
    /** `HH:MM` in the store's time zone. */
    fromTime: text('from_time').notNull(),
    toTime: text('to_time').notNull(),
    /** So long before its beginning it can be chosen last. */
    cutOffMinutes: integer('cut_off_minutes').notNull(),
    capacity: integer('capacity').notNull(),
    validFrom: instant('valid_from').notNull(),
    validUntil: instant('valid_until'),
    version: integer('version').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    index('delivery_slots_store').on(t.storeId, t.weekday),
    check('delivery_slots_weekday', sql`${t.weekday} between 1 and 7`),
    check('delivery_slots_capacity', sql`${t.capacity} >= 0`),
  ],
);

/** A place in a slot that a cart holds while it becomes an order: see `delivery_places_taken`. One a cart. */
export const deliveryReservations = pgTable(
  'delivery_reservations',
  {
    cartId: uuid('cart_id').primaryKey(),
    slotId: uuid('slot_id')
      .notNull()
      .references(() => deliverySlots.id),
    day: date('day').notNull(),
    heldUntil: instant('held_until').notNull(),
  },
  (t) => [index('delivery_reservations_slot').on(t.slotId, t.day), index('delivery_reservations_end').on(t.heldUntil)],
);

/** How an order reaches its buyer, as it was agreed. */
export const orderDeliveries = pgTable(
  'order_deliveries',
  {
    orderId: uuid('order_id')
      .primaryKey()
      .references(() => orders.id),
    cartId: uuid('cart_id').notNull(),
    method: text('method').notNull(),
    zoneId: uuid('zone_id'),
    zoneName: text('zone_name'),
    rateId: uuid('rate_id'),
    minDays: integer('min_days'),
    maxDays: integer('max_days'),
    slotId: uuid('slot_id'),
    slotDay: date('slot_day'),
    slotFrom: text('slot_from'),
    slotTo: text('slot_to'),
  },
  (t) => [index('order_deliveries_slot').on(t.slotId, t.slotDay).where(sql`${t.slotId} is not null`)],
);
