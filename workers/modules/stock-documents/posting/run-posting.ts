import { type SQL, sql } from 'drizzle-orm';
import { stockPostings } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { AppError, errorTable, type Failure, fail, type Result } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { describeError, log } from '#platform/log';
import { documentRules, type RuleContext } from './document-rules.ts';
import { failureToThrow, nextTryAt, type Posting, type StockCall, selectPostings } from './posting.ts';

type Doer = Pick<Permitted, 'db' | 'objects'> & RuleContext;

/**
 * Makes the calls of a posting that are not made yet and writes what comes of it. Bears repeating, by several at once: calls
 * are keyed, and whoever ends the posting first has ended it. Throws what refused it, or `unavailable` while it goes on.
 */
export async function runPosting(ctx: Doer, posting: Posting): Promise<Posting> {
  if (posting.status === 'done') return posting;
  if (posting.status === 'refused') throw failureToThrow(posting);
  for (let at = posting.callsDone; at < posting.calls.length; at++) {
    const call = posting.calls[at];
    if (call === undefined) break;
    const result = await book(ctx, call);
    if (!result.ok) return stop(ctx, posting, at, result.failure);
    const isLast = at + 1 === posting.calls.length;
    if (!isLast && !(await progress(ctx, posting, at + 1))) return overtaken(ctx, posting, at + 1);
  }
  return complete(ctx, posting);
}

async function book({ objects }: Doer, { store, document }: StockCall): Promise<Result<{ booked: number }>> {
  try {
    return await objects.stockRoom(store.storeId).book(store, document);
  } catch (error) {
    log('warn', 'A store could not be reached, its posting goes on later', {
      key: document.key,
      ...describeError(error),
    });
    return fail('unavailable', 'The store cannot be reached now.');
  }
}

const now = ({ clock }: Doer): string => clock.now().toISOString();
const changePosting = (change: SQL, { id }: Posting, from: SQL): SQL =>
  exactlyOne(sql`update ${stockPostings} set ${change} where id = ${id} and ${from}`);
const isOpen = sql`status in ('pending', 'stuck')`;
/** Only what nobody has booked anything of can be refused as a whole. */
const isUntouched = sql`status = 'pending' and calls_done = 0`;

/** False: somebody else has ended it. */
async function progress(ctx: Doer, { id }: Posting, callsDone: number): Promise<boolean> {
  const kept = await ctx.db.query(sql`update ${stockPostings} set calls_done = greatest(calls_done, ${callsDone}::int)
    where id = ${id} and ${isOpen} returning 1`);
  return kept.length === 1;
}

async function complete(ctx: Doer, posting: Posting): Promise<Posting> {
  const ended = sql`status = 'done', calls_done = ${posting.calls.length}::int, failure = null, due_at = null, ended_at = ${now(ctx)}`;
  const isMine = await end(ctx, [
    changePosting(ended, posting, isOpen),
    ...documentRules[posting.documentKind].done(posting, now(ctx), ctx),
  ]);
  if (isMine) return { ...posting, status: 'done', callsDone: posting.calls.length, dueAt: null };
  return overtaken(ctx, posting, posting.calls.length);
}

/**
 * Somebody else has ended this posting. Where they were refused, or gave it up, while a call of ours, on its way since before, was
 * booked after all, it is turned back: what the records say is what the shelves hold. Calls that the records know as made are
 * left to whoever gave them up knowing of them.
 */
async function overtaken(ctx: Doer, posting: Posting, made: number): Promise<Posting> {
  const found = await reread(ctx, posting);
  if (found.status !== 'refused') return found;
  for (const { store, document } of posting.calls.slice(found.callsDone, made).toReversed()) {
    const changes = document.changes.map((change) => ({ ...change, quantity: -change.quantity }));
    const undone = await book(ctx, { store, document: { ...document, key: `${document.key}:undo`, changes } });
    if (!undone.ok)
      log('error', 'What was booked too late is not turned back', { key: document.key, ...undone.failure });
  }
  throw failureToThrow(found);
}

/** A call was not booked: whether for good depends on why, and on what was booked before it. */
async function stop(ctx: Doer, posting: Posting, at: number, failure: Failure): Promise<Posting> {
  const rules = documentRules[posting.documentKind];
  const failed = { ...posting, failure };
  const kept = JSON.stringify(failure);
  if (errorTable[failure.code].retryable) {
    const dueAt = nextTryAt(ctx.clock.now(), posting.attempts + 1);
    await ctx.db.query(
      sql`update ${stockPostings} set attempts = attempts + 1, due_at = ${dueAt} where id = ${posting.id} and status = 'pending'`,
    );
    throw new AppError('unavailable', 'It is written down and will be booked as soon as the store answers.');
  }
  const isRefused = at === 0 && posting.status === 'pending';
  const status = isRefused ? sql`status = 'refused'` : sql`status = 'stuck'`;
  const ended = sql`${status}, failure = ${kept}::jsonb, due_at = null, ended_at = ${now(ctx)}`;
  const written = isRefused ? rules.refused(failed, now(ctx)) : (rules.stuck?.(failed, now(ctx)) ?? []);
  const isMine = await end(ctx, [changePosting(ended, posting, isRefused ? isUntouched : isOpen), ...written]);
  if (isMine) throw failureToThrow(failed);
  const found = await reread(ctx, posting);
  if (found.status === 'done') return found;
  // Somebody else's call was booked after ours was refused: what follows it is made.
  if (found.status === 'pending' && found.callsDone > posting.callsDone) return runPosting(ctx, found);
  throw failureToThrow(found.failure === null ? { ...found, failure } : found);
}

/** False: somebody else has ended it. */
async function end({ db }: Doer, statements: readonly SQL[]): Promise<boolean> {
  try {
    await db.batch(statements);
    return true;
  } catch (error) {
    if (wasRefused(error)) return false;
    throw error;
  }
}

async function reread(ctx: Doer, { id }: Posting): Promise<Posting> {
  const [found] = await ctx.db.query<Posting>(selectPostings(sql`id = ${id}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such posting.');
  return found;
}
