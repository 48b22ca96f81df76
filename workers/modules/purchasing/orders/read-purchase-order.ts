import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { listOf, TimePlace } from '../fields.ts';
import {
  type PurchaseOrderRecord,
  PurchaseOrderView,
  purchaseOrderView,
  selectPurchaseOrders,
} from './purchase-order-view.ts';

/** An order as it stands now; undefined where this actor sees none. */
export async function findPurchaseOrder(ctx: Permitted, orderId: string): Promise<PurchaseOrderRecord | undefined> {
  return (await ctx.db.query<PurchaseOrderRecord>(selectPurchaseOrders(sql`o.id = ${orderId}`)))[0];
}

export const PurchaseOrderParams = z.strictObject({ purchaseOrderId: z.uuid() });

/** One purchase order with its lines. Throws `not_found`. */
export async function getPurchaseOrder(
  ctx: Context,
  input: z.input<typeof PurchaseOrderParams>,
): Promise<PurchaseOrderView> {
  requirePermission(ctx, 'purchasing.read');
  const { purchaseOrderId } = parseInput(PurchaseOrderParams, input);
  const order = await findPurchaseOrder(ctx, purchaseOrderId);
  if (order === undefined) throw new AppError('not_found', 'There is no such purchase order.');
  requirePermission(ctx, 'purchasing.read', { storeId: order.storeId });
  return purchaseOrderView(order);
}

export const ListPurchaseOrdersSchema = z.strictObject({
  storeId: z.uuid().optional(),
  supplierId: z.uuid().optional(),
  status: PurchaseOrderView.shape.status.optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const PurchaseOrderListView = listOf(PurchaseOrderView, 'PurchaseOrderList');

/** Purchase orders of the stores that one may see, the newest first. */
export async function listPurchaseOrders(
  ctx: Context,
  input: z.input<typeof ListPurchaseOrdersSchema>,
): Promise<z.infer<typeof PurchaseOrderListView>> {
  const { storeId, supplierId, status, limit, cursor } = parseInput(ListPurchaseOrdersSchema, input);
  requirePermission(ctx, 'purchasing.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'purchasing.read', sql`o.store_id`)];
  if (storeId !== undefined) conditions.push(sql`o.store_id = ${storeId}`);
  if (supplierId !== undefined) conditions.push(sql`o.supplier_id = ${supplierId}`);
  if (status !== undefined) conditions.push(sql`o.status = ${status}`);
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(cursor, TimePlace);
    conditions.push(sql`(o.created_at, o.id) < (${createdAt}::timestamptz, ${id}::uuid)`);
  }
  const page = sql`${selectPurchaseOrders(sql.join(conditions, sql` and `))}
    order by o.created_at desc, o.id desc limit ${limit + 1}`;
  const rows = await ctx.db.query<PurchaseOrderRecord>(page);
  const data = rows.slice(0, limit).map(purchaseOrderView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.createdAt, last.id]) };
}
