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
    /** Still accepted after a rotation, so that the receiver can change over. */
    previousSecret: text('previous_secret'),
    status: text('status', { enum: ['active', 'paused', 'disabled'] }).notNull(),
    pausedReason: text('paused_reason'),
    failingSince: instant('failing_since'),
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
    dueAt: instant('due_at'),
    createdAt: instant('created_at').notNull(),
    deliveredAt: instant('delivered_at'),
  },
  (t) => [
    unique('webhook_deliveries_once').on(t.endpointId, t.eventId),
    index('webhook_deliveries_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('webhook_deliveries_order').on(t.endpointId, t.subject, t.id),
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
