import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { settlingProviders } from './settlement-line.ts';
import { type SettlementRow, SettlementView, selectSettlements, settlementView } from './settlement-view.ts';

export const ListSettlementsSchema = z.strictObject({
  provider: z.enum(settlingProviders).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const SettlementList = z
  .object({ data: z.array(SettlementView), nextCursor: z.string().nullable() })
  .meta({ id: 'SettlementList' });

const PlaceSchema = z.tuple([z.string(), z.uuid()]);

/** The settlement files that were imported, newest first. */
export async function listSettlements(
  ctx: Context,
  input: z.input<typeof ListSettlementsSchema>,
): Promise<z.infer<typeof SettlementList>> {
  requirePermission(ctx, 'payments.reconcile');
  const { provider, limit, cursor } = parseInput(ListSettlementsSchema, input);
  const conditions = [sql`true`];
  if (provider !== undefined) conditions.push(sql`s.provider = ${provider}`);
  if (cursor !== undefined) {
    const [importedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(s.imported_at, s.id) < (${importedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<SettlementRow>(
    sql`${selectSettlements(sql.join(conditions, sql` and `))} order by s.imported_at desc, s.id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(settlementView),
    nextCursor: last === undefined ? null : encodeCursor([last.imported_at, last.id]),
  };
}
