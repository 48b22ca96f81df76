import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { orderReturns } from '#db/schema/fulfilment';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { describeError, log } from '#platform/log';
import { parseInput } from '#platform/parse-input';
import { readStandingOrder } from '../fulfilment/change-order.ts';
import { showToStaff } from '../fulfilment/show-to-staff.ts';
import type { OrderView } from '../schemas.ts';
import { ResumeReturn } from './inputs.ts';
import { finishStep, forStore, runReturn } from './run-return.ts';

/** More wait for the next minute. */
const MAX_SWEPT = 50;

/**
 * Goes on with a return, cancellation or short pick that waits, at once. With `doneByHand` the step that fails is passed over,
 * because somebody did it in another way and says how.
 */
export async function resumeReturn(ctx: Context, input: z.input<typeof ResumeReturn>): Promise<OrderView> {
  requirePermission(ctx, 'sagas.manage');
  const { orderId, returnId, doneByHand } = parseInput(ResumeReturn, input);
  const order = await readStandingOrder(ctx, orderId);
  const { storeId } = order.order;
  requirePermission(ctx, 'sagas.manage', { storeId });
  const row = order.returns.find(({ id }) => id === returnId);
  if (row === undefined) throw new AppError('not_found', 'The order has no such return.');
  const audit = auditFact(ctx, {
    action: 'orders.resume_return',
    subject: orderId,
    storeId,
    reason: doneByHand ?? null,
    facts: { returnId, step: row.step },
  });
  await ctx.db.batch(writeFacts([audit]));
  const store = forStore(ctx, [storeId]);
  if (doneByHand !== undefined && row.status === 'working') {
    const at = ctx.clock.now().toISOString();
    await finishStep(store, { row, order }, { step: row.step, at, outcome: 'by_hand', error: doneByHand });
  }
  return showToStaff(ctx, await runReturn(store, orderId, returnId));
}

/** Of the platform: goes on with every return that is due. One that fails again waits longer and stops no other. */
export async function resumeDueReturns(ctx: Context): Promise<{ resumed: number }> {
  requirePermission(ctx, 'sagas.manage');
  const due = await ctx.db.query<{ id: string; order_id: string; store_id: string }>(sql`
    select id, order_id, store_id from ${orderReturns}
    where status = 'working' and due_at <= ${ctx.clock.now().toISOString()}::timestamptz order by due_at limit ${MAX_SWEPT}`);
  let resumed = 0;
  for (const row of due) {
    try {
      await runReturn(forStore(ctx, [row.store_id]), row.order_id, row.id);
      resumed += 1;
    } catch (error) {
      log('error', 'A return that is due could not be looked at', { returnId: row.id, ...describeError(error) });
    }
  }
  return { resumed };
}
