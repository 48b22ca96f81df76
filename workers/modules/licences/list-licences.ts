import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { reachOf, requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { holderKinds, type LicenceRecord, LicenceView, licenceView, selectLicences } from './licence-view.ts';

export const ListLicencesSchema = z.strictObject({
  holderKind: z.enum(holderKinds).optional(),
  holderId: z.uuid().optional(),
  endsBefore: z.iso
    .date()
    .optional()
    .meta({ description: 'Those whose last day lies before this one: to renew in time' }),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const LicenceListView = z
  .object({ data: z.array(LicenceView), nextCursor: z.string().nullable() })
  .meta({ id: 'LicenceList' });

const PlaceSchema = z.tuple([z.iso.date(), z.uuid()]);

/** Licences, those that end first at the head; staff of some stores see theirs and the dealers'. */
export async function listLicences(
  ctx: Context,
  input: z.input<typeof ListLicencesSchema>,
): Promise<z.infer<typeof LicenceListView>> {
  requirePermission(ctx, 'licences.read');
  const { holderKind, holderId, endsBefore, limit, cursor } = parseInput(ListLicencesSchema, input);
  const reach = reachOf(ctx.actor, 'licences.read', ctx.clock.now().getTime());
  const conditions = [sql`true`];
  if (reach?.kind !== 'all') {
    const storeIds = `{${reach?.kind === 'stores' ? reach.storeIds.join(',') : ''}}`;
    conditions.push(sql`(holder_kind = 'dealer' or holder_id = any(${storeIds}::uuid[]))`);
  }
  if (holderKind !== undefined) conditions.push(sql`holder_kind = ${holderKind}`);
  if (holderId !== undefined) conditions.push(sql`holder_id = ${holderId}`);
  if (endsBefore !== undefined) conditions.push(sql`valid_to < ${endsBefore}`);
  if (cursor !== undefined) {
    const [validTo, id] = decodeCursor(cursor, PlaceSchema);
    conditions.push(sql`(valid_to, id) > (${validTo}::date, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<LicenceRecord>(
    sql`${selectLicences(sql.join(conditions, sql` and `))} order by valid_to, id limit ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: await Promise.all(shown.map((row) => licenceView(ctx, row))),
    nextCursor: last === undefined ? null : encodeCursor([last.valid_to, last.id]),
  };
}
