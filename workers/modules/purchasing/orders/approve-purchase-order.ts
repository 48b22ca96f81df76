import { sql } from 'drizzle-orm';
import type * as z from 'zod';
import { describeActor } from '#platform/access/actor';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { openOrder, writeOrder } from './change-order.ts';
import { type PurchaseOrderView, purchaseOrderView } from './purchase-order-view.ts';
import { PurchaseOrderParams } from './read-purchase-order.ts';

/**
 * Approves a draft at its present total; a dearer one needs it again. Repeating it changes nothing. Throws
 * `illegal_transition` for an order that is no draft any more.
 */
export async function approvePurchaseOrder(
  ctx: Context,
  input: z.input<typeof PurchaseOrderParams>,
): Promise<PurchaseOrderView> {
  const { purchaseOrderId } = parseInput(PurchaseOrderParams, input);
  const { ctx: allowed, order } = await openOrder(ctx, 'purchasing.approve', purchaseOrderId);
  if (order.status !== 'draft') {
    throw new AppError('illegal_transition', `A purchase order that is ${order.status} is not approved any more.`, {
      extensions: { status: order.status },
    });
  }
  if (order.approvedPaise === order.totalPaise) return purchaseOrderView(order);
  const approvedBy = describeActor(ctx.actor);
  return writeOrder(allowed, order, {
    action: 'purchasing.approve_order',
    set: sql`approved_paise = ${order.totalPaise}, approved_by = ${approvedBy}`,
    after: { approvedPaise: order.totalPaise },
  });
}
