import { sql } from 'drizzle-orm';
import { refunds } from '#db/schema/payments';
import type { Permitted } from '#platform/context';
import { errorTable, type Result } from '#platform/errors';
import { wasRefused } from '#platform/exactly-one';
import { describeError, log } from '#platform/log';
import type { RefundAnswer } from '#platform/payments-door';
import type { RefundRow } from './refund-rows.ts';
import { lockRefund, showRefund } from './refund-saga.ts';
import { settleRefund } from './settle-refund.ts';

const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;
/** Banks take days; the provider's call-back usually says it first. */
const ASK_AGAIN_MS = 3_600_000;

/** One try, one key: see `refunds.round`. */
export const refundKey = ({ id, round }: Pick<RefundRow, 'id' | 'round'>): string => `${id}-${round}`;

/**
 * Takes an open part of a refund one step further: asks the provider, or pays into the account. Bears repeating. What gets no
 * answer stays due, and the sweep goes on with it.
 */
export async function runRefund(ctx: Permitted, row: RefundRow): Promise<void> {
  if (row.status !== 'pending') return;
  const answer = await giveBack(ctx, row);
  try {
    if (!answer.ok && errorTable[answer.failure.code].retryable) {
      await postpone(ctx, row, null, answer.failure.detail, retryMs(row.attempts + 1));
    } else if (!answer.ok) {
      const error = answer.failure.detail;
      await ctx.db.batch(settleRefund(ctx, row, { status: 'failed', refundRef: null, error }));
    } else if (answer.value.status === 'pending') {
      await postpone(ctx, row, answer.value.providerRef, null, ASK_AGAIN_MS);
    } else {
      const { status, providerRef: refundRef } = answer.value;
      const error = status === 'failed' ? 'The provider could not give the money back.' : null;
      await ctx.db.batch(settleRefund(ctx, row, { status, refundRef, error }));
    }
  } catch (error) {
    // A call-back or another try was faster: it is over.
    if (!wasRefused(error)) throw error;
  }
}

async function giveBack(ctx: Permitted, row: RefundRow): Promise<Result<RefundAnswer>> {
  const { provider, provider_ref: providerRef, amount_paise: amountPaise } = row;
  try {
    if (provider === 'account') {
      const credited = await ctx.objects.valueAccount(providerRef ?? '').credit(row.id, amountPaise, row.order_id);
      return credited.ok ? { ok: true, value: { providerRef: row.id, status: 'succeeded' } } : credited;
    }
    return await ctx.payments.refund({
      refundId: refundKey(row),
      paymentId: row.payment_id,
      provider,
      providerRef: providerRef ?? '',
      amountPaise,
      currency: row.currency,
      reason: row.reason,
    });
  } catch (error) {
    log('warn', 'A refund got no answer', { refundId: row.refund_id, ...describeError(error) });
    return { ok: false, failure: { code: 'unavailable', detail: 'No answer.' } };
  }
}

const retryMs = (failures: number): number => Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);

async function postpone(
  ctx: Permitted,
  { id, refund_id: refundId }: RefundRow,
  refundRef: string | null,
  error: string | null,
  ms: number,
): Promise<void> {
  const now = ctx.clock.now();
  const dueAt = new Date(now.getTime() + ms).toISOString();
  await ctx.db.batch([
    lockRefund(refundId),
    sql`update ${refunds} set refund_ref = coalesce(${refundRef}, refund_ref), last_error = ${error}, due_at = ${dueAt},
      attempts = ${error === null ? sql`0` : sql`attempts + 1`}, version = version + 1
      where id = ${id} and status = 'pending'`,
    showRefund(refundId, now.toISOString()),
  ]);
}
