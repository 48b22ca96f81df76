import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { CursorParameter, decodeCursor, encodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { listOf, TimePlace } from '../fields.ts';
import { type GoodsReceiptRecord, GoodsReceiptView, goodsReceiptView, selectGoodsReceipts } from './receipt-view.ts';

/** A receipt as it stands now; undefined where this actor sees none. */
export async function findReceipt(ctx: Permitted, receiptId: string): Promise<GoodsReceiptRecord | undefined> {
  return (await ctx.db.query<GoodsReceiptRecord>(selectGoodsReceipts(sql`r.id = ${receiptId}`)))[0];
}

export const GoodsReceiptParams = z.strictObject({ goodsReceiptId: z.uuid() });

/** One goods receipt with its lines. Throws `not_found`. */
export async function getGoodsReceipt(
  ctx: Context,
  input: z.input<typeof GoodsReceiptParams>,
): Promise<GoodsReceiptView> {
  requirePermission(ctx, 'purchasing.read');
  const { goodsReceiptId } = parseInput(GoodsReceiptParams, input);
  const receipt = await findReceipt(ctx, goodsReceiptId);
  if (receipt === undefined) throw new AppError('not_found', 'There is no such goods receipt.');
  requirePermission(ctx, 'purchasing.read', { storeId: receipt.storeId });
  return goodsReceiptView(receipt);
}

export const ListGoodsReceiptsSchema = z.strictObject({
  storeId: z.uuid().optional(),
  supplierId: z.uuid().optional(),
  purchaseOrderId: z.uuid().optional(),
  status: GoodsReceiptView.shape.status.optional(),
  limit: LimitParameter,
  cursor: CursorParameter,
});
export const GoodsReceiptListView = listOf(GoodsReceiptView, 'GoodsReceiptList');

/** Goods receipts of the stores that one may see, the newest first. */
export async function listGoodsReceipts(
  ctx: Context,
  input: z.input<typeof ListGoodsReceiptsSchema>,
): Promise<z.infer<typeof GoodsReceiptListView>> {
  const { storeId, supplierId, purchaseOrderId, status, limit, cursor } = parseInput(ListGoodsReceiptsSchema, input);
  requirePermission(ctx, 'purchasing.read', storeId === undefined ? {} : { storeId });
  const conditions = [withinReach(ctx, 'purchasing.read', sql`r.store_id`)];
  if (storeId !== undefined) conditions.push(sql`r.store_id = ${storeId}`);
  if (supplierId !== undefined) conditions.push(sql`r.supplier_id = ${supplierId}`);
  if (purchaseOrderId !== undefined) conditions.push(sql`r.purchase_order_id = ${purchaseOrderId}`);
  if (status !== undefined) conditions.push(sql`r.status = ${status}`);
  if (cursor !== undefined) {
    const [receivedAt, id] = decodeCursor(cursor, TimePlace);
    conditions.push(sql`(r.received_at, r.id) < (${receivedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await ctx.db.query<GoodsReceiptRecord>(
    sql`${selectGoodsReceipts(sql.join(conditions, sql` and `))} order by r.received_at desc, r.id desc limit ${limit + 1}`,
  );
  const data = rows.slice(0, limit).map(goodsReceiptView);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last === undefined ? null : encodeCursor([last.receivedAt, last.id]) };
}
