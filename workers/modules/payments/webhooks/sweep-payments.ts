import { sql } from 'drizzle-orm';
import { paymentReports } from '#db/schema/payments';
import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import { type RefundRow, selectRefunds } from '../refunds/refund-rows.ts';
import { runRefund } from '../refunds/run-refund.ts';
import { ProviderNews } from './provider-news.ts';
import { handleCallback } from './receive-callback.ts';

/** One minute's worth at half a second each; the next minute goes on. */
const MAX_AT_ONCE = 100;

interface DueReport {
  id: string;
  provider: 'stripe' | 'razorpay' | 'manual';
  news: unknown;
  attempts: number;
}

/**
 * Goes on with what was cut off: call-backs that were kept but not handled, and refunds that got no answer. Every minute;
 * two at once do nothing twice.
 */
export async function sweepPayments(ctx: Permitted, untilMs: number): Promise<{ callbacks: number; refunds: number }> {
  const now = ctx.clock.now().toISOString();
  const [reports, rows] = (await ctx.db.batch([
    sql`select id, provider, news, attempts from ${paymentReports} where due_at <= ${now} order by due_at limit ${MAX_AT_ONCE}`,
    sql`${selectRefunds(sql`due_at <= ${now} and status = 'pending'`)} order by due_at limit ${MAX_AT_ONCE}`,
  ])) as unknown as [DueReport[], RefundRow[]];
  const done = { callbacks: 0, refunds: 0 };
  const hasTime = () => ctx.clock.now().getTime() < untilMs;
  for (const { news, ...report } of reports) {
    if (!hasTime()) break;
    // Its failure is written beside it, with when to try again.
    await handleCallback(ctx, { ...report, news: ProviderNews.parse(news) }).then(
      () => (done.callbacks += 1),
      () => undefined,
    );
  }
  for (const row of rows) {
    if (!hasTime()) break;
    await runRefund(ctx, row).then(
      () => (done.refunds += 1),
      (error: unknown) => log('warn', 'A refund could not go on', { refundId: row.refund_id, ...describeError(error) }),
    );
  }
  return done;
}
