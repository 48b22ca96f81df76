import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { listOf, TimePlace } from '../fields.ts';
import {
  type SupplierReturnRecord,
  SupplierReturnView,
  selectSupplierReturns,
  supplierReturnView,
} from './return-view.ts';

/** A return as it stands now; undefined where this actor sees none. */
export async function findReturn(ctx: Permitted, returnId: string): Promise<SupplierReturnRecord | undefined> {
  return (await ctx.db.query<SupplierReturnRecord>(selectSupplierReturns(sql`r.id = ${returnId}`)))[0];
}

/** The return that somebody wants to see or change, if they may in its store. Throws `not_found`. */
export async function openReturn(
  ctx: Context,
  permission: Permission,
  returnId: string,
): Promise<{ ctx: Permitted; found: SupplierReturnRecord }> {
  requirePermission(ctx, permission);
  const found = await findReturn(ctx, returnId);
  if (found === undefined) throw new AppError('not_found', 'There is no such supplier return.');
  requirePermission(ctx, permission, { storeId: found.storeId });
  return { ctx, found };
}

export const SupplierReturnParams = z.strictObject({ supplierReturnId: z.uuid() });

/** One supplier return with its lines. Throws `not_found`. */
export async function getSupplierReturn(
  ctx: Context,
  input: z.input<typeof SupplierReturnParams>,
): Promise<SupplierReturnView> {
  const { supplierReturnId } = parseInput(SupplierReturnParams, input);
  const { found } = await openReturn(ctx, 'purchasing.read', supplierReturnId);
  return supplierReturnView(found);
}

export const ListSupplierReturnsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  supplierId: z.uuid().optional(),
  status: SupplierReturnView.shape.status.optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const SupplierReturnListView = listOf(SupplierReturnView, 'SupplierReturnList');

/** Supplier returns of the stores that one may see, the newest first. */
export async function listSupplierReturns(
  ctx: Context,
  input: z.input<typeof ListSupplierReturnsSchema>,
): Promise<z.infer<typeof SupplierReturnListView>> {
  const { storeId, supplierId, status, limit, cursor } = parseInput(ListSupplierReturnsSchema, input);
  requirePermission(ctx, 'purchasing.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'purchasing.read', sql`r.store_id`)];
  if (storeId !== undefined) conditions.push(sql`r.store_id = ${storeId}`);
  if (supplierId !== undefined) conditions.push(sql`r.supplier_id = ${supplierId}`);
  if (status !== undefined) conditions.push(sql`r.status = ${status}`);
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(cursor, TimePlace);
    conditions.push(sql`(r.created_at, r.id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<SupplierReturnRecord>(
    sql`${selectSupplierReturns(sql.join(conditions, sql` and `))} order by r.created_at desc, r.id desc limit ${limit + 1}`,
  );
  const data = rows.slice(0, limit).map(supplierReturnView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.createdAt, last.id]) };
}
