import { index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Work of many steps, as people may watch it: a projection of what the saga's owner (an object, a workflow, a verb) keeps
 * itself. Decides nothing.
 */
export const sagas = pgTable(
  'sagas',
  {
    /** The checkout's cart, the transfer, the return, the refund. */
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['checkout', 'transfer', 'return', 'refund', 'recall'] }).notNull(),
    /** The order or document it is about. */
    subject: text('subject').notNull(),
    storeId: uuid('store_id'),
    status: text('status', {
      enum: ['running', 'waiting', 'compensating', 'completed', 'compensated', 'stuck'],
    }).notNull(),
    /** The step it stands at. */
    step: text('step').notNull(),
    /** Calls of this step that failed in a row. */
    failures: integer('failures').notNull(),
    lastError: text('last_error'),
    /** `[{ step, at, outcome, error? }]`, oldest first, at most MAX_SAGA_STEPS. */
    steps: jsonb('steps').notNull(),
    /** Counts up with every change: an older picture never overwrites a newer one. */
    revision: integer('revision').notNull(),
    correlationId: text('correlation_id').notNull(),
    startedAt: instant('started_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('sagas_status').on(t.status, t.updatedAt.desc()),
    index('sagas_store').on(t.storeId, t.startedAt.desc()),
    index('sagas_subject').on(t.subject),
    index('sagas_started').on(t.startedAt.desc(), t.id.desc()),
  ],
);
