import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { people } from './people.ts';

/** Where partners want to hear of events. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    id: uuid('id').primaryKey(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => people.id),
    url: text('url').notNull(),
    description: text('description').notNull(),
    eventTypes: text('event_types').array().notNull(),
    /** Sealed; Standard Webhooks `whsec_...`. */
    secret: text('secret').notNull(),
    /** Signs as well after a rotation, until then, so that the receiver can change over. */
    previousSecret: text('previous_secret'),
    previousSecretUntil: instant('previous_secret_until'),
    /** Whose orders it may hear of, as far as its owner still may: what whoever made it could read then. */
    orderScope: text('order_scope', { enum: ['all', 'stores', 'own'] }).notNull(),
    orderStoreIds: uuid('order_store_ids').array().notNull(),
    status: text('status', { enum: ['active', 'paused', 'disabled'] }).notNull(),
    pausedReason: text('paused_reason'),
    /** When it was paused or disabled by itself, and when its owner was told; null for one that its owner paused. */
    pausedAt: instant('paused_at'),
    ownerToldAt: instant('owner_told_at'),
    /** When the failures began that no success has ended yet, and how many they are. */
    failingSince: instant('failing_since'),
    consecutiveFailures: integer('consecutive_failures').notNull(),
    createdAt: instant('created_at').notNull(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [index('webhook_endpoints_owner').on(t.ownerId)],
);

/** One event for one endpoint: kept until it was taken or its three days are over, in the order of its record. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    id: uuid('id').primaryKey(),
    endpointId: uuid('endpoint_id')
      .notNull()
      .references(() => webhookEndpoints.id),
    eventId: uuid('event_id').notNull(),
    eventType: text('event_type').notNull(),
    /** The record that the event is about: its deliveries go out one after the other. */
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    status: text('status', { enum: ['waiting', 'sending', 'delivered', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull(),
    /** When it may be tried (again); while it is being sent, when the sender counts as dead. Null: finished. */
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
    /** Its three days run from here: it was made, or asked to be sent again after so many attempts. */
    releasedAt: instant('released_at').notNull(),
    attemptsBefore: integer('attempts_before').notNull(),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    unique('webhook_deliveries_once').on(t.endpointId, t.eventId),
    index('webhook_deliveries_due').on(t.endpointId, t.dueAt).where(sql`${t.dueAt} is not null`),
    index('webhook_deliveries_order').on(t.endpointId, t.subject, t.eventId).where(sql`${t.dueAt} is not null`),
    index('webhook_deliveries_log').on(t.endpointId, t.id.desc()),
  ],
);

/** Every try of a delivery: what came back and how long it took. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    id: uuid('id').primaryKey(),
    deliveryId: uuid('delivery_id')
      .notNull()
      .references(() => webhookDeliveries.id),
    at: instant('at').notNull(),
    status: integer('status'),
    failure: text('failure'),
    tookMs: integer('took_ms').notNull(),
  },
  (t) => [index('webhook_attempts_delivery').on(t.deliveryId, t.at)],
);
