import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Every message to a person, written before it is sent: at most one per purpose, subject and channel. */
export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    purpose: text('purpose').notNull(),
    /** What it is about: the order. */
    subjectId: text('subject_id').notNull(),
    channel: text('channel', { enum: ['email'] }).notNull(),
    recipient: text('recipient').notNull(),
    language: text('language').notNull(),
    title: text('title').notNull(),
    bodyText: text('body_text').notNull(),
    bodyHtml: text('body_html').notNull(),
    status: text('status', { enum: ['queued', 'sending', 'sent', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull(),
    failure: text('failure'),
    /** When it may be tried (again): a claim moves it forward, so that a crash while sending leaves it due. Null: finished. */
    dueAt: instant('due_at'),
    queuedAt: instant('queued_at').notNull(),
    sentAt: instant('sent_at'),
  },
  (t) => [
    unique('messages_once').on(t.purpose, t.subjectId, t.channel),
    index('messages_recent').on(t.queuedAt.desc(), t.id.desc()),
    index('messages_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
  ],
);
