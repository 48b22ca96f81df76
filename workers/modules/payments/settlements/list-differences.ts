import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { type DifferenceRow, DifferenceView, differenceView, selectDifferences } from './settlement-view.ts';

export const ListDifferencesSchema = z.strictObject({
  settlementId: z.uuid().optional(),
  status: z.enum(['open', 'resolved']).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const DifferenceList = z
  .object({ data: z.array(DifferenceView), nextCursor: z.string().nullable() })
  .meta({ id: 'SettlementDifferenceList' });

const PlaceSchema = z.tuple([z.uuid()]);

/** Where settlements and our records disagree, newest first. */
export async function listDifferences(
  ctx: Context,
  input: z.input<typeof ListDifferencesSchema>,
): Promise<z.infer<typeof DifferenceList>> {
  requirePermission(ctx, 'payments.reconcile');
  const { settlementId, status, limit, cursor } = parseInput(ListDifferencesSchema, input);
  const conditions = [sql`true`];
  if (settlementId !== undefined) conditions.push(sql`d.settlement_id = ${settlementId}`);
  if (status === 'open') conditions.push(sql`d.resolved_at is null`);
  if (status === 'resolved') conditions.push(sql`d.resolved_at is not null`);
  if (cursor !== undefined) conditions.push(sql`d.id < ${decodeCursor(cursor, PlaceSchema)[0]}::uuid`);
  const rows = await ctx.db.query<DifferenceRow>(
    sql`${selectDifferences(sql.join(conditions, sql` and `))} order by d.id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { data: shown.map(differenceView), nextCursor: last === undefined ? null : encodeCursor([last.id]) };
}
