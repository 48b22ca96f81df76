import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { listOf } from '../fields.ts';
import { type SupplierRecord, SupplierView, selectSuppliers, supplierView } from './supplier-view.ts';

export const ListSuppliersSchema = z.strictObject({
  status: z.enum(['active', 'blocked']).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const SupplierListView = listOf(SupplierView, 'SupplierList');

const MAX_NAME_LENGTH = 200;
const PlaceSchema = z.tuple([z.string().max(MAX_NAME_LENGTH), z.uuid()]);

/** The company's suppliers, by name. */
export async function listSuppliers(
  ctx: Context,
  input: z.input<typeof ListSuppliersSchema>,
): Promise<z.infer<typeof SupplierListView>> {
  requirePermission(ctx, 'purchasing.read');
  const { status, limit, cursor } = parseInput(ListSuppliersSchema, input);
  const conditions = [sql`true`];
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) {
    const [name, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(name, id) > (${name}, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<SupplierRecord>(
    sql`${selectSuppliers(sql.join(conditions, sql` and `))} order by name, id limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: await Promise.all(shown.map((row) => supplierView(ctx, row))),
    nextCursor: last === undefined ? null : encodeCursor([last.name, last.id]),
  };
}
