import { type SQL, sql } from 'drizzle-orm';
import { purchaseOrders } from '#db/schema/purchasing';
import type { Permission } from '#platform/access/permission-table';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { type PurchaseOrderRecord, type PurchaseOrderView, purchaseOrderView } from './purchase-order-view.ts';
import { findPurchaseOrder } from './read-purchase-order.ts';

/** The order that somebody wants to change, if they may in its store. Throws `not_found`. */
export async function openOrder(
  ctx: Context,
  permission: Permission,
  orderId: string,
): Promise<{ ctx: Permitted; order: PurchaseOrderRecord }> {
  requirePermission(ctx, permission);
  const order = await findPurchaseOrder(ctx, orderId);
  if (order === undefined) throw new AppError('not_found', 'There is no such purchase order.');
  requirePermission(ctx, permission, { storeId: order.storeId });
  return { ctx, order };
}

interface OrderChange {
  action: string;
  /** Columns that are set, as SQL. */
  set: SQL;
  after: unknown;
  besides?: readonly SQL[];
}

/** Writes a change of the order as it was read. Throws `conflict` when it has changed since, and then nothing is written. */
export async function writeOrder(
  ctx: Permitted,
  order: PurchaseOrderRecord,
  { action, set, after, besides = [] }: OrderChange,
): Promise<PurchaseOrderView> {
  const { id, storeId, revision, status, totalPaise } = order;
  const audit = auditFact(ctx, { action, subject: id, storeId, before: { status, totalPaise }, after });
  try {
    await ctx.db.batch([
      exactlyOne(
        sql`update ${purchaseOrders} set revision = revision + 1, ${set} where id = ${id} and revision = ${revision}`,
      ),
      ...besides,
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'This order has just been changed. Look at it again.');
    throw error;
  }
  const written = await findPurchaseOrder(ctx, id);
  return purchaseOrderView(written ?? order);
}
