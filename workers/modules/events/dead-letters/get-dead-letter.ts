import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { inbox } from '#db/schema/platform';
import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { consumers } from '#platform/events';
import { maskPersonal } from '#platform/mask-personal';
import { parseInput } from '#platform/parse-input';
import { DeadLetterView, type LetterRow, letterColumns, lettersAndEvents, letterView } from './letter-view.ts';

export const DeadLetterId = z.strictObject({ consumer: z.enum(consumers), letterId: z.uuid() });
export type DeadLetterId = z.input<typeof DeadLetterId>;

export const DeadLetterDetail = z
  .strictObject({
    ...DeadLetterView.shape,
    /** As the queue brought it, personal data masked. */
    body: z.unknown(),
    /** Consumers that have handled the event or given it up. */
    handledBy: z.array(z.string()),
  })
  .meta({ id: 'DeadLetterDetail' });
export type DeadLetterDetail = z.infer<typeof DeadLetterDetail>;

/** One letter with its body. Throws `not_found`. */
export async function getDeadLetter(ctx: Context, input: DeadLetterId): Promise<DeadLetterDetail> {
  requirePermission(ctx, 'events.read');
  return readDeadLetter(ctx, parseInput(DeadLetterId, input));
}

export async function readDeadLetter(ctx: Permitted, { consumer, letterId }: DeadLetterId): Promise<DeadLetterDetail> {
  const [row] = await ctx.db.query<
    LetterRow & { body: unknown; handledBy: string[] }
  >(sql`select ${letterColumns}, d.body,
      array(select i.consumer from ${inbox} i where i.event_id = d.event_id order by 1) as "handledBy"
    from ${lettersAndEvents} where d.id = ${letterId} and d.consumer = ${consumer}`);
  if (row === undefined) throw new AppError('not_found', 'There is no such dead letter of this consumer.');
  return { ...letterView(row), body: maskPersonal(row.body), handledBy: row.handledBy };
}
