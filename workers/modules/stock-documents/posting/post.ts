import { type SQL, sql } from 'drizzle-orm';
import type { Permitted } from '#platform/context';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { wasRefused } from '#platform/exactly-one';
import { type Fact, writeFacts } from '#platform/facts';
import { draftPosting, insertPosting, type NewPosting, type Posting, selectPostings } from './posting.ts';
import { runPosting } from './run-posting.ts';

export interface Intention {
  posting: NewPosting;
  /** What the document says from now on; refuses (`exactlyOne`) what the document's state does not allow. */
  statements: readonly SQL[];
  facts: readonly Fact[];
  /** Told when the document has moved on meanwhile. */
  conflict: string;
}

/**
 * Does something to stock: writes down in one transaction what is to be booked, books it, and writes what came of it. A
 * request that comes again, at once or days later, finds its posting. Throws what the store refused, `idempotency_mismatch`
 * for another request under the same key, `conflict` when the document has moved on.
 */
export async function post(ctx: Permitted, { posting, statements, facts, conflict }: Intention): Promise<Posting> {
  const drafted = draftPosting(ctx, posting);
  try {
    await ctx.db.batch([...statements, insertPosting(drafted), ...writeFacts(facts)]);
  } catch (error) {
    if (!wasRefused(error) && !isDuplicateIn(error, 'stock_postings')) throw error;
    const known = await knownPosting(ctx, posting.id, posting.fingerprint);
    if (known === undefined) throw new AppError('conflict', conflict);
    return runPosting(ctx, known);
  }
  return runPosting(ctx, drafted);
}

/** What an earlier request under the same key has written down; undefined: this is the first. */
export async function knownPosting(
  ctx: Pick<Permitted, 'db'>,
  id: string,
  fingerprint: string,
): Promise<Posting | undefined> {
  const [known] = await ctx.db.query<Posting>(selectPostings(sql`id = ${id}`));
  if (known !== undefined && known.fingerprint !== fingerprint) {
    throw new AppError('idempotency_mismatch', 'Another request was made under this key.');
  }
  return known;
}
