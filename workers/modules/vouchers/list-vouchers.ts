import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { selectVouchers, VoucherKinds, type VoucherRecord, VoucherView, voucherView } from './schemas.ts';

export const ListVouchersSchema = z.strictObject({
  kind: VoucherKinds.optional(),
  personId: z.uuid().optional(),
  codeEndsOn: z.string().trim().toUpperCase().length(4).optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const VoucherListView = z
  .object({ data: z.array(VoucherView), nextCursor: z.string().nullable() })
  .meta({ id: 'VoucherList' });

const PlaceSchema = z.tuple([z.string().max(40), z.uuid()]);

/** Gift cards, store credit and dealers' credit, the newest first. They are good in every store. */
export async function listVouchers(
  ctx: Context,
  input: z.input<typeof ListVouchersSchema>,
): Promise<z.infer<typeof VoucherListView>> {
  requirePermission(ctx, 'vouchers.read');
  const { kind, personId, codeEndsOn, limit, cursor } = parseInput(ListVouchersSchema, input);
  const conditions = [sql`true`];
  if (kind !== undefined) conditions.push(sql`a.kind = ${kind}`);
  if (personId !== undefined) conditions.push(sql`a.person_id = ${personId}::uuid`);
  if (codeEndsOn !== undefined) conditions.push(sql`a.code_last4 = ${codeEndsOn}`);
  if (cursor !== undefined) {
    const [issuedAt, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(a.issued_at, a.id) < (${issuedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<VoucherRecord>(
    sql`${selectVouchers(sql.join(conditions, sql` and `))} order by a.issued_at desc, a.id desc limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map(voucherView),
    nextCursor: last === undefined ? null : encodeCursor([last.issued_at, last.id]),
  };
}
