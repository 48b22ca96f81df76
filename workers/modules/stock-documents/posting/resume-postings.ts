import { sql } from 'drizzle-orm';
import { stockPostings } from '#db/schema/stock-documents';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { describeError, log } from '#platform/log';
import { nextTryAt, type Posting, selectPostings } from './posting.ts';
import { runPosting } from './run-posting.ts';

/** Goes on with whatever of a document is written down and not booked. Throws what a store refused. */
export async function resumePostings(ctx: Permitted, documentId: string): Promise<number> {
  const postings = await ctx.db.query<Posting>(
    selectPostings(sql`document_id = ${documentId} and status in ('pending', 'stuck') order by posted_at, id`),
  );
  for (const posting of postings) await runPosting(ctx, posting);
  return postings.length;
}

/** So many at a time: a run of the sweep must end before the next begins. */
const SWEPT_AT_ONCE = 25;

/** Takes up what was left lying: a request that died, a store or a database that was away. Answers how many it ended. */
export async function sweepPostings(ctx: Permitted): Promise<number> {
  const due = await ctx.db.query<Posting>(
    selectPostings(
      sql`due_at is not null and due_at <= ${ctx.clock.now().toISOString()} order by due_at limit ${SWEPT_AT_ONCE}`,
    ),
  );
  let ended = 0;
  for (const posting of due) {
    try {
      await runPosting(ctx, posting);
      ended += 1;
    } catch (error) {
      // A refusal is its end, too; anything else comes round again.
      if (error instanceof AppError && error.code !== 'unavailable') ended += 1;
      else await putOff(ctx, posting, error);
    }
  }
  return ended;
}

/** What fails in a way that nobody foresaw must not stand first in the queue for ever. */
async function putOff(ctx: Permitted, { id, attempts }: Posting, error: unknown): Promise<void> {
  log('warn', 'A posting could not go on', { postingId: id, ...describeError(error) });
  if (error instanceof AppError) return;
  const dueAt = nextTryAt(ctx.clock.now(), attempts + 1);
  await ctx.db.query(
    sql`update ${stockPostings} set attempts = attempts + 1, due_at = ${dueAt} where id = ${id} and status = 'pending'`,
  );
}
