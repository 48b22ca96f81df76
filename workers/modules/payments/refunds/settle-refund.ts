import { type SQL, sql } from 'drizzle-orm';
import { payments } from '#db/schema/orders';
import { refunds } from '#db/schema/payments';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { exactlyOne } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { refundSettled } from '../events.ts';
import type { RefundRow } from './refund-rows.ts';
import { lockRefund, showRefund } from './refund-saga.ts';

/** The state of a payment by what has gone back of it. */
export const paymentStatus = (refunded: SQL): SQL => sql`case when ${refunded} <= 0 then 'captured'
  when ${refunded} >= amount_paise then 'refunded' else 'partly_refunded' end`;

export interface Settled {
  status: 'succeeded' | 'failed';
  refundRef: string | null;
  error: string | null;
}

/**
 * Ends a part of a refund that is still open, as one transaction: refused (`wasRefused`) when it is over already. What failed
 * may be asked for again: its payment counts as not refunded.
 */
export function settleRefund(ctx: Permitted, row: RefundRow, { status, refundRef, error }: Settled): SQL[] {
  const now = ctx.clock.now().toISOString();
  const { payment_id: paymentId, refund_id: refundId, order_id: orderId, amount_paise: amountPaise } = row;
  const back = sql`refunded_paise - ${amountPaise}`;
  const event = refundSettled.fact(ctx, {
    id: ctx.ids.next(),
    subject: orderId,
    storeId: row.store_id,
    data: { refundId, paymentId, orderId, method: row.method, provider: row.provider, amountPaise, status },
  });
  const audit = auditFact(ctx, {
    action: `payments.refund_${status}`,
    subject: orderId,
    storeId: row.store_id,
    facts: { refundId, paymentId, amountPaise, refundRef, error },
  });
  return [
    lockRefund(refundId),
    exactlyOne(sql`update ${refunds} set status = ${status}, refund_ref = coalesce(${refundRef}, refund_ref),
      last_error = ${error}, settled_at = ${now}, due_at = null, version = version + 1
      where id = ${row.id} and round = ${row.round} and status in ('pending', 'to_pay_out')`),
    ...(status === 'succeeded'
      ? []
      : [
          exactlyOne(sql`update ${payments} set refunded_paise = ${back}, status = ${paymentStatus(back)}
            where id = ${paymentId}`),
        ]),
    showRefund(refundId, now),
    ...writeFacts([audit, event]),
  ];
}
