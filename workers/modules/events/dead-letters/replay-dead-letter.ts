import { sql } from 'drizzle-orm';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { demand, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { type DeadLetterDetail, DeadLetterId, readDeadLetter } from './get-dead-letter.ts';
import { isOpen, lettersAndEvents } from './letter-view.ts';
import { revive } from './revive.ts';

/**
 * Sends the event of one letter again. A letter that is replayed already stays as it is and is answered. Throws
 * `illegal_transition` for a discarded letter and for one that names no event of the log.
 */
export async function replayDeadLetter(ctx: Context, input: DeadLetterId): Promise<DeadLetterDetail> {
  requirePermission(ctx, 'events.replay');
  const { consumer, letterId } = parseInput(DeadLetterId, input);
  const found = sql`select d.id from ${lettersAndEvents}
    where d.id = ${letterId} and d.consumer = ${consumer} and ${isOpen} and e.id is not null`;
  const audit = auditFact(ctx, { action: 'events.replay', subject: consumer, facts: { letterId } });
  try {
    await ctx.db.batch([
      // Whoever replays or discards it at the same time waits here, and then finds it no longer open.
      sql`select from dead_letters where id = ${letterId} for update`,
      demand(sql`exists (${found})`),
      revive(consumer, found, ctx.clock.now().toISOString()),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    const letter = await readDeadLetter(ctx, { consumer, letterId });
    if (letter.status === 'replayed') return letter;
    const why = letter.event === null ? 'names no event of the log' : `is ${letter.status}`;
    throw new AppError('illegal_transition', `This letter ${why}: it cannot be replayed.`);
  }
  await hurryEvents(ctx);
  return readDeadLetter(ctx, { consumer, letterId });
}
