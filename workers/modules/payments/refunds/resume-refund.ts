import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { payments } from '#db/schema/orders';
import { refunds } from '#db/schema/payments';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { type RefundRow, type RefundView, refundView, selectRefunds } from './refund-rows.ts';
import { lockRefund, showRefund } from './refund-saga.ts';
import { runRefund } from './run-refund.ts';
import { paymentStatus } from './settle-refund.ts';

export const ResumeRefundBody = z.strictObject({
  /** Of the parts that the provider refused: ask it again, or hand the money over and record it. */
  refused: z.enum(['again', 'by_hand']).default('again'),
});
const ResumeRefundSchema = ResumeRefundBody.extend({ refundId: z.uuid() });

/**
 * Goes on with a refund by hand: what waits is tried at once, what was refused is asked for anew or left to staff. Throws
 * `conflict` when the payment has meanwhile nothing left for it.
 */
export async function resumeRefund(ctx: Context, input: z.input<typeof ResumeRefundSchema>): Promise<RefundView> {
  requirePermission(ctx, 'sagas.manage');
  const { refundId, refused } = parseInput(ResumeRefundSchema, input);
  const read = () => ctx.db.query<RefundRow>(sql`${selectRefunds(sql`refund_id = ${refundId}`)} order by id`);
  const rows = await read();
  const [first] = rows;
  if (first === undefined) throw new AppError('not_found', 'There is no such refund.');
  requirePermission(ctx, 'sagas.manage', { storeId: first.store_id });
  for (const row of rows) if (row.status === 'failed') await reopen(ctx, row, refused);
  for (const row of await read()) await runRefund(ctx, row);
  return refundView(await read());
}

/** Another round has a key of its own at the provider, which would repeat its refusal under the old one. */
async function reopen(ctx: Permitted, row: RefundRow, refused: 'again' | 'by_hand'): Promise<void> {
  const now = ctx.clock.now().toISOString();
  const status = refused === 'again' ? 'pending' : 'to_pay_out';
  const after = sql`refunded_paise + ${row.amount_paise}::bigint`;
  const audit = auditFact(ctx, {
    action: 'payments.refund_reopened',
    subject: row.order_id,
    storeId: row.store_id,
    before: { status: row.status, error: row.last_error },
    after: { status },
  });
  try {
    await ctx.db.batch([
      lockRefund(row.refund_id),
      exactlyOne(sql`update ${refunds} set status = ${status}, round = round + 1, settled_at = null, attempts = 0,
        due_at = ${status === 'pending' ? now : null}, version = version + 1
        where id = ${row.id} and status = 'failed' and round = ${row.round}`),
      exactlyOne(sql`update ${payments} set refunded_paise = ${after}, status = ${paymentStatus(after)}
        where id = ${row.payment_id} and status in ('captured', 'partly_refunded') and ${after} <= amount_paise`),
      showRefund(row.refund_id, now),
      ...writeFacts([audit]),
    ]);
  } catch (error) {
    if (wasRefused(error))
      throw new AppError('conflict', 'Somebody else went on with it, or the money went back already.');
    throw error;
  }
}
