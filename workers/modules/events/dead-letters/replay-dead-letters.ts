import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { consumers } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { isOpen, lettersAndEvents } from './letter-view.ts';
import { revive } from './revive.ts';

/** One call sends at most so many again, so that a replay never floods the queues; call it until it answers 0. */
const MAX_REPLAYED = 1_000;

const ReplaySchema = z.strictObject({
  consumer: z.enum(consumers),
  limit: z.int().min(1).max(MAX_REPLAYED).default(MAX_REPLAYED),
});

/**
 * Sends the events behind a consumer's open dead letters again, oldest first, and says how many. The event is read from the
 * log, not from the letter; a letter that names no event of the log stays where it is.
 */
export async function replayDeadLetters(
  ctx: Context,
  input: z.input<typeof ReplaySchema>,
): Promise<{ replayed: number }> {
  requirePermission(ctx, 'events.replay');
  const { consumer, limit } = parseInput(ReplaySchema, input);
  const letters = sql`select d.id from ${lettersAndEvents}
    where d.consumer = ${consumer} and ${isOpen} and e.id is not null order by d.died_at, d.id limit ${limit} for update of d`;
  const [revived = []] = await ctx.db.batch([
    revive(consumer, letters, ctx.clock.now().toISOString()),
    ...writeFacts([auditFact(ctx, { action: 'events.replay', subject: consumer, facts: { limit } })]),
  ]);
  if (revived.length > 0) await hurryEvents(ctx);
  return { replayed: revived.length };
}
