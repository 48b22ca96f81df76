import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { deadLetters } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type DeadLetterDetail, DeadLetterId, readDeadLetter } from './get-dead-letter.ts';

/** A sentence or two: enough to say why nobody needs it. */
const MAX_REASON_LENGTH = 300;

export const DiscardDeadLetterBody = z.strictObject({
  reason: z.string().trim().min(3).max(MAX_REASON_LENGTH).meta({ description: 'Why its effect is not needed' }),
});
const DiscardSchema = z.strictObject({ ...DeadLetterId.shape, ...DiscardDeadLetterBody.shape });

/**
 * Gives a letter up for good: it stays readable and is never replayed. A letter that is discarded already stays as it is and is
 * answered. Throws `illegal_transition` for one that was replayed.
 */
export async function discardDeadLetter(ctx: Context, input: z.input<typeof DiscardSchema>): Promise<DeadLetterDetail> {
  requirePermission(ctx, 'events.replay');
  const { consumer, letterId, reason } = parseInput(DiscardSchema, input);
  const audit = auditFact(ctx, { action: 'events.discard', subject: consumer, reason, facts: { letterId } });
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${deadLetters} set discarded_at = ${ctx.clock.now().toISOString()}::timestamptz, discard_reason = ${reason}
        where id = ${letterId} and consumer = ${consumer} and replayed_at is null and discarded_at is null`),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    const letter = await readDeadLetter(ctx, { consumer, letterId });
    if (letter.status === 'replayed') throw new AppError('illegal_transition', 'This letter was replayed already.');
    return letter;
  }
  return readDeadLetter(ctx, { consumer, letterId });
}
