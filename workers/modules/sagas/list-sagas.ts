import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { sagas } from '#db/schema/sagas';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import type { SagaRow } from '#platform/sagas';
import { sagaColumns, summaryOf } from './saga-rows.ts';
import { ListSagasSchema, type SagaPage } from './schemas.ts';

const PlaceSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** Checkouts, transfers, returns, refunds and recalls of many steps, the latest first. */
export async function listSagas(ctx: Context, input: z.input<typeof ListSagasSchema>): Promise<SagaPage> {
  const { status, kind, storeId, subject, startedBefore, limit, cursor } = parseInput(ListSagasSchema, input);
  requirePermission(ctx, 'sagas.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'sagas.read', sql`s.store_id`)];
  if (status !== undefined) conditions.push(sql`s.status = ${status}`);
  if (kind !== undefined) conditions.push(sql`s.kind = ${kind}`);
  if (storeId !== undefined) conditions.push(sql`s.store_id = ${storeId}::uuid`);
  if (subject !== undefined) conditions.push(sql`s.subject = ${subject}`);
  if (startedBefore !== undefined) conditions.push(sql`s.started_at < ${startedBefore}::timestamptz`);
  if (cursor !== undefined) {
    const [startedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(s.started_at, s.id) < (${startedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<SagaRow & { place: string }>(sql`select ${sagaColumns},
      to_char(s.started_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from ${sagas} s where ${sql.join(conditions, sql` and `)} order by s.started_at desc nulls last, s.id desc nulls last limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(summaryOf), nextCursor: last === undefined ? null : encodeCursor([last.place, last.id]) };
}
