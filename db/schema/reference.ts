import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { remedies } from './catalog.ts';

/** A section of an old book about one remedy: a historical source, quoted with its name, never advice. */
export const passages = pgTable(
  'passages',
  {
    id: uuid('id').primaryKey(),
    book: text('book').notNull(),
    remedyId: uuid('remedy_id')
      .notNull()
      .references(() => remedies.id),
    section: text('section').notNull(),
    position: integer('position').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('passages_remedy').on(t.remedyId, t.book, t.position)],
);
