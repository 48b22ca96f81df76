import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { consumers, eventTypeNames } from '#platform/events';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import {
  DeadLetterView,
  hasStatus,
  type LetterRow,
  letterColumns,
  letterStatuses,
  lettersAndEvents,
  letterView,
} from './letter-view.ts';

export const ListDeadLettersSchema = z.strictObject({
  consumer: z.enum(consumers).optional(),
  status: z.enum(letterStatuses).optional(),
  type: z.enum(eventTypeNames).optional(),
  from: z.iso.datetime().optional().meta({ description: 'Given up at this instant or later' }),
  to: z.iso.datetime().optional().meta({ description: 'Given up before this instant' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const DeadLetterPage = z
  .strictObject({ data: z.array(DeadLetterView), nextCursor: z.string().nullable() })
  .meta({ id: 'DeadLetterPage' });

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** What consumers gave up on, the latest first. */
export async function listDeadLetters(
  ctx: Context,
  input: z.input<typeof ListDeadLettersSchema>,
): Promise<z.infer<typeof DeadLetterPage>> {
  requirePermission(ctx, 'events.read');
  const { consumer, status, type, from, to, limit, cursor } = parseInput(ListDeadLettersSchema, input);
  const conditions = [sql`true`];
  if (consumer !== undefined) conditions.push(sql`d.consumer = ${consumer}`);
  if (status !== undefined) conditions.push(hasStatus(status));
  if (type !== undefined) conditions.push(sql`e.type = ${type}`);
  if (from !== undefined) conditions.push(sql`d.died_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`d.died_at < ${to}::timestamptz`);
  if (cursor !== undefined) {
    const [diedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(d.died_at, d.id) < (${diedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<LetterRow>(sql`select ${letterColumns} from ${lettersAndEvents}
    where ${sql.join(conditions, sql` and `)} order by d.died_at desc nulls last, d.id desc nulls last limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(letterView), nextCursor: last === undefined ? null : encodeCursor([last.place, last.id]) };
}
