import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { deadLetters, events, inbox } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { consumers } from '#platform/events';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';

/** One call sends at most so many again, so that a replay never floods the queues; call it until it answers 0. */
const MAX_REPLAYED = 1_000;

const ReplaySchema = z.strictObject({
  consumer: z.enum(consumers),
  limit: z.int().min(1).max(MAX_REPLAYED).default(MAX_REPLAYED),
});

/**
 * Sends the events behind a consumer's dead letters again, oldest first, and says how many. The event is read from the log, not from
 * the letter; a letter that names no event of the log stays where it is.
 */
export async function replayDeadLetters(
  ctx: Context,
  input: z.input<typeof ReplaySchema>,
): Promise<{ replayed: number }> {
  requirePermission(ctx, 'events.replay');
  const { consumer, limit } = parseInput(ReplaySchema, input);
  const now = ctx.clock.now().toISOString();

  const [revived = []] = await ctx.db.batch([
    sql`with revived as (
        update ${deadLetters} set replayed_at = ${now}::timestamptz where id in (
          select id from ${deadLetters} where consumer = ${consumer} and replayed_at is null
            and exists (select 1 from ${events} where ${events.id} = ${deadLetters.eventId})
          order by died_at, id limit ${limit} for update)
        returning event_id
      ), forgotten as (
        delete from ${inbox} where consumer = ${consumer} and event_id in (select event_id from revived)
      )
      update ${events} set due_at = ${now}::timestamptz, attempts = 0 where id in (select event_id from revived) returning id`,
    ...writeFacts([auditFact(ctx, { action: 'events.replay', subject: consumer, facts: { limit } })]),
  ]);
  if (revived.length > 0) await hurryEvents(ctx);
  return { replayed: revived.length };
}
