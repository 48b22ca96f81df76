import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/parse-input';
import { selectRules } from '../planning/purchasing-rules.ts';
import { needsApproval, requirePurchaseOrderMove } from '../purchase-order-machine.ts';
import { openOrder, writeOrder } from './change-order.ts';
import { type PurchaseOrderRecord, type PurchaseOrderView, purchaseOrderView } from './purchase-order-view.ts';
import { PurchaseOrderParams } from './read-purchase-order.ts';

const MovePurchaseOrderSchema = PurchaseOrderParams.extend({ to: z.enum(['sent', 'closed', 'cancelled']) });

/**
 * Sends an order to its supplier, closes one that came short, or cancels one of which nothing has come. Repeating it changes
 * nothing. Throws `illegal_transition`, and `conflict` for one above the limit that nobody has approved.
 */
export async function movePurchaseOrder(
  ctx: Context,
  input: z.input<typeof MovePurchaseOrderSchema>,
): Promise<PurchaseOrderView> {
  const { purchaseOrderId, to } = parseInput(MovePurchaseOrderSchema, input);
  const { ctx: allowed, order } = await openOrder(ctx, 'purchasing.write', purchaseOrderId);
  if (order.status === to) return purchaseOrderView(order);
  requirePurchaseOrderMove(order.status, to);
  if (to === 'sent') await requireApproval(allowed, order);
  const now = ctx.clock.now().toISOString();
  return writeOrder(allowed, order, {
    action: `purchasing.${to === 'sent' ? 'send' : to === 'closed' ? 'close' : 'cancel'}_order`,
    set: to === 'sent' ? sql`status = ${to}, sent_at = ${now}` : sql`status = ${to}, ended_at = ${now}`,
    after: { status: to },
  });
}

async function requireApproval(ctx: Permitted, order: PurchaseOrderRecord): Promise<void> {
  const [rules] = await ctx.db.query<{ approvalAbovePaise: number }>(selectRules(sql`${order.storeId}::uuid`));
  const limitPaise = rules?.approvalAbovePaise ?? 0;
  if (!needsApproval(order, limitPaise)) return;
  throw new AppError('conflict', 'This order is above the limit: somebody who may has to approve it first.', {
    extensions: { totalPaise: order.totalPaise, approvalAbovePaise: limitPaise, approvedPaise: order.approvedPaise },
  });
}
