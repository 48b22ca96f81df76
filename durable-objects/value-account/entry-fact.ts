import { valueEntries } from '#db/schema/vouchers';
import { type Fact, fact } from '#platform/facts';
import type { ValueEntry } from './value-book.ts';

/** The row of an entry. Written twice it is one row: the account's own sequence names it. */
export const entryFact = ({ atMs, ...entry }: ValueEntry): Fact =>
  fact(valueEntries, { ...entry, at: new Date(atMs).toISOString() });
