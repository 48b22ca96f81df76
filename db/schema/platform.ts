import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * What happened. The log is its own outbox: a row with a due time still waits for a consumer and is sent again until every
 * subscriber has written its inbox row; then `due_at` becomes null. Partitioned by month (migration `event_months`), kept as
 * long as `event_retention` says.
 */
export const events = pgTable(
  'events',
  {
    id: uuid('id').primaryKey(),
    type: text('type').notNull(),
    version: integer('version').notNull(),
    subject: text('subject').notNull(),
    storeId: uuid('store_id'),
    data: jsonb('data').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    correlationId: text('correlation_id').notNull(),
    dueAt: instant('due_at'),
    attempts: integer('attempts').notNull(),
    /** The event whose handling wrote this one. */
    causationId: uuid('causation_id'),
  },
  (t) => [
    index('events_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('events_subject').on(t.subject),
    // What the relay walks: waiting events in their order, and of one record.
    index('events_waiting').on(t.id).where(sql`${t.dueAt} is not null`),
    index('events_waiting_subject').on(t.subject, t.id).where(sql`${t.dueAt} is not null`),
  ],
);

/** How long the log of events is kept. One row; read at every run of `keepEventLog`. */
export const eventRetention = pgTable('event_retention', {
  log: text('log').primaryKey(),
  /** Whole months behind the present one; null: for good. */
  keepMonths: integer('keep_months'),
  /** Months whose partitions are made ahead. */
  monthsAhead: integer('months_ahead').notNull(),
  /** First day that the log still holds whole; null: nothing was ever let go. */
  keptFrom: date('kept_from'),
});

/** Inserted in the transaction of the effect: a second delivery finds its row and does nothing. */
export const inbox = pgTable(
  'inbox',
  {
    eventId: uuid('event_id').notNull(),
    consumer: text('consumer').notNull(),
    handledAt: instant('handled_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.consumer] })],
);

/** Messages that a consumer gave up on, kept whole so that they can be looked at and replayed. */
export const deadLetters = pgTable(
  'dead_letters',
  {
    id: uuid('id').primaryKey(),
    consumer: text('consumer').notNull(),
    eventId: uuid('event_id'),
    body: jsonb('body').notNull(),
    reason: text('reason').notNull(),
    diedAt: instant('died_at').notNull(),
    replayedAt: instant('replayed_at'),
    discardedAt: instant('discarded_at'),
    discardReason: text('discard_reason'),
  },
  (t) => [
    index('dead_letters_consumer').on(t.consumer, t.diedAt),
    index('dead_letters_age').on(t.diedAt.desc(), t.id.desc()),
    index('dead_letters_open_event').on(t.eventId).where(sql`${t.replayedAt} is null and ${t.discardedAt} is null`),
  ],
);

/** Who did what to which record, in the same transaction as the deed. Nobody changes or deletes a row of it. */
export const auditLog = pgTable(
  'audit_log',
  {
    /** Its only unique column: a row that is written again is the same row, and no other is ever passed over. */
    id: uuid('id').primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    storeId: uuid('store_id'),
    requestId: text('request_id').notNull(),
    /** Why, in the words of whoever did it, where a verb asks for it. */
    reason: text('reason'),
    secondFactorAgeSeconds: integer('second_factor_age_seconds'),
    facts: jsonb('facts').notNull(),
    /** The record as it was and as it is, personal data masked; null where there was none. */
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (t) => [
    index('audit_log_subject').on(t.subject),
    index('audit_log_at').on(t.at.desc(), t.id.desc()),
    index('audit_log_store').on(t.storeId, t.at.desc(), t.id.desc()),
  ],
);

/**
 * The rows of the audit log chained up: each link carries the hash of the one before, so that a changed, missing or
 * inserted row shows (`npm run audit:verify`). A trigger adds the link when the transaction commits.
 */
export const auditLinks = pgTable(
  'audit_links',
  {
    /** Store (or `company`) and the UTC day of the commit: `company/2026-11-22`. */
    chain: text('chain').notNull(),
    /** Place in the chain, from 1. */
    position: integer('position').notNull(),
    auditId: uuid('audit_id').notNull().unique('audit_links_row'),
    /** Of the link before; the first of a day carries on from the last of the store's day before. */
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.position] })],
);

/** The last link of every store: whoever adds one waits for it, and a tail that is cut off no longer meets it. */
export const auditHeads = pgTable('audit_heads', {
  /** Store, or `company`. */
  scope: text('scope').primaryKey(),
  day: date('day').notNull(),
  position: integer('position').notNull(),
  hash: text('hash').notNull(),
  /** What the oldest link that is kept carries on from: changes when old days are let go. */
  baseHash: text('base_hash').notNull(),
});

/** Marks of one-time work, such as the sample company: written with the work, so that it is done once. */
export const milestones = pgTable('milestones', {
  name: text('name').primaryKey(),
  facts: jsonb('facts').notNull(),
  reachedAt: instant('reached_at').notNull(),
});
