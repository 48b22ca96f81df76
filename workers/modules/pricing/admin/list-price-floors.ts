import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { PriceFloorView } from './price-floors.ts';

export const ListPriceFloorsSchema = z.strictObject({ limit: LimitParameter, cursor: CursorParameter });
export const PriceFloorListView = z
  .object({ data: z.array(PriceFloorView), nextCursor: z.string().nullable() })
  .meta({ id: 'PriceFloorList' });

interface FloorRow {
  id: string;
  scope: PriceFloorView['scope'];
  scope_id: string | null;
  floor_paise: number | null;
  margin_basis_points: number | null;
  valid_from: string;
  created_by: string;
}

const PlaceSchema = z.tuple([z.uuid()]);

/** The floors that are in force, the newest first. */
export async function listPriceFloors(
  ctx: Context,
  input: z.input<typeof ListPriceFloorsSchema>,
): Promise<z.infer<typeof PriceFloorListView>> {
  requirePermission(ctx, 'pricing.read');
  const { limit, cursor } = parseInput(ListPriceFloorsSchema, input);
  const before = cursor === undefined ? sql`true` : sql`id < ${decodeCursor(cursor, PlaceSchema)[0]}::uuid`;
  const rows =
    await ctx.db.query<FloorRow>(sql`select id, scope, scope_id, floor_paise, margin_basis_points, valid_from,
    created_by from price_floors where valid_until is null and ${before} order by id desc limit ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      scope: row.scope,
      scopeId: row.scope_id,
      floorPaise: row.floor_paise,
      marginBasisPoints: row.margin_basis_points,
      validFrom: new Date(row.valid_from).toISOString(),
      createdBy: row.created_by,
    })),
    nextCursor: last === undefined ? null : encodeCursor([last.id]),
  };
}
