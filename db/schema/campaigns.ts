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
    /** Sealed. */
    recipient: text('recipient').notNull(),
    /** Blind index of the recipient, to find what was written to somebody; null when they were erased. */
    recipientIndex: text('recipient_index'),
    language: text('language').notNull(),
    /** Sealed JSON of title, bodyText and bodyHtml; null when it was erased. */
    content: text('content'),
    /** Plain, of messages from before they were sealed: emptied by scripts/runtime/seal-existing.ts, to go in the next release. */
    title: text('title'),
    bodyText: text('body_text'),
    bodyHtml: text('body_html'),
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
    index('messages_recipient').on(t.recipientIndex),
    index('messages_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
  ],
);
