import { sql } from 'drizzle-orm';
import { refunds } from '#db/schema/payments';
import type { Permitted } from '#platform/context';
import { type RefundRow, selectRefunds } from '../refunds/refund-rows.ts';
import { lockRefund, showRefund } from '../refunds/refund-saga.ts';
import { refundKey } from '../refunds/run-refund.ts';
import { settleRefund } from '../refunds/settle-refund.ts';
import type { Effect } from './handle-payment.ts';
import type { NewsOf } from './provider-news.ts';

const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9]{1,4})$/;

/** What a provider says of a refund. What a checkout gave back by itself is not among these records, and needs nothing. */
export async function handleRefund(ctx: Permitted, news: NewsOf<'refund'>): Promise<Effect> {
  const id = KEY.exec(news.refundKey)?.[1];
  if (id === undefined) return { status: 'ignored', outcome: 'unknown', statements: [] };
  const [row] = await ctx.db.query<RefundRow>(selectRefunds(sql`id = ${id}`));
  if (row === undefined) return { status: 'ignored', outcome: 'unknown', statements: [] };
  // A later try goes on under another key; and what is over stays so, whatever comes late.
  if (refundKey(row) !== news.refundKey || row.status !== 'pending') {
    return { status: 'handled', outcome: `the refund is ${row.status}`, statements: [] };
  }
  const { status, refundRef } = news;
  if (status === 'pending') {
    const noted = sql`update ${refunds} set refund_ref = ${refundRef}, version = version + 1
      where id = ${id} and status = 'pending'`;
    const statements = [lockRefund(row.refund_id), noted, showRefund(row.refund_id, ctx.clock.now().toISOString())];
    return { status: 'handled', outcome: 'pending', statements };
  }
  const error = status === 'failed' ? 'The provider could not give the money back.' : null;
  return { status: 'handled', outcome: status, statements: settleRefund(ctx, row, { status, refundRef, error }) };
}
