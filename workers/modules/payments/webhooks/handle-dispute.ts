import { sql } from 'drizzle-orm';
import { orders, payments } from '#db/schema/orders';
import { disputes, paymentReports } from '#db/schema/payments';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { exactlyOne } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { paymentDisputed } from '../events.ts';
import type { Effect } from './handle-payment.ts';
import type { Callback, NewsOf } from './provider-news.ts';

interface Known {
  id: string;
  status: string;
}

interface Disputed {
  payment_id: string;
  order_id: string | null;
  store_id: string | null;
}

/**
 * A buyer's bank asks for the money back, or has decided. What is decided stays decided when an older call-back comes late.
 * Whose payment it is stands in the report of its capture.
 */
export async function handleDispute(
  ctx: Permitted,
  provider: Callback['provider'],
  news: NewsOf<'dispute'>,
): Promise<Effect> {
  const [[known], [about]] = (await ctx.db.batch([
    sql`select id, status from ${disputes} where provider = ${provider} and provider_ref = ${news.disputeRef}`,
    sql`select r.payment_id, p.order_id, o.store_id from ${paymentReports} r
      left join ${payments} p on p.id = r.payment_id left join ${orders} o on o.id = p.order_id
      where r.provider = ${provider} and r.capture_ref = ${news.captureRef} and r.payment_id is not null limit 1`,
  ])) as unknown as [Known[], Disputed[]];
  if (known !== undefined && (known.status !== 'opened' || news.status === 'opened')) {
    return { status: 'handled', outcome: `the dispute is ${known.status}`, statements: [] };
  }
  const id = known?.id ?? ctx.ids.next();
  const { status, amountPaise } = news;
  const [paymentId, orderId, storeId] = [about?.payment_id ?? null, about?.order_id ?? null, about?.store_id ?? null];
  const now = ctx.clock.now().toISOString();
  const closedAt = status === 'opened' ? null : now;
  const row = {
    id,
    provider,
    providerRef: news.disputeRef,
    paymentId,
    orderId,
    storeId,
    amountPaise,
    currency: news.currency,
    reason: news.reason,
    status,
    respondBy: news.respondBy,
    openedAt: news.openedAt,
    closedAt,
  };
  const change =
    known === undefined
      ? sql`insert into ${disputes} select * from jsonb_populate_recordset(null::${disputes}, ${JSON.stringify([fact(disputes, row).row])}::jsonb)`
      : exactlyOne(sql`update ${disputes} set status = ${status}, closed_at = ${closedAt}
          where id = ${id} and status = 'opened'`);
  const audit = auditFact(ctx, {
    action: `payments.dispute_${status}`,
    subject: orderId ?? id,
    storeId,
    facts: { disputeRef: news.disputeRef, paymentId, amountPaise },
  });
  const event = paymentDisputed.fact(ctx, {
    id: ctx.ids.next(),
    subject: orderId ?? id,
    storeId,
    data: { disputeId: id, provider, paymentId, orderId, amountPaise, status },
  });
  return { status: 'handled', outcome: status, statements: [change, ...writeFacts([audit, event])] };
}
