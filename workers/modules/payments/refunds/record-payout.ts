import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { wasRefused } from '#platform/exactly-one';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import { type RefundPartView, type RefundRow, refundPartView, selectRefunds } from './refund-rows.ts';
import { settleRefund } from './settle-refund.ts';

const MAX_REFERENCE = 60;

export const RecordPayoutBody = z.strictObject({
  reference: z
    .string()
    .trim()
    .min(1, 'Write how it can be found: the UTR of the bank, the number of the receipt')
    .max(MAX_REFERENCE)
    .regex(/^[\x20-\x7e]+$/, 'Must be printable ASCII'),
});
const RecordPayoutSchema = RecordPayoutBody.extend({ refundPartId: z.uuid() });

/** Staff gave money back by hand: counted out or transferred. Once; the same again changes nothing. */
export async function recordPayout(ctx: Context, input: z.input<typeof RecordPayoutSchema>): Promise<RefundPartView> {
  requirePermission(ctx, 'payments.confirm');
  const { refundPartId, reference } = parseInput(RecordPayoutSchema, input);
  const read = async () => {
    const [row] = await ctx.db.query<RefundRow>(selectRefunds(sql`id = ${refundPartId}`));
    if (row === undefined) throw new AppError('not_found', 'There is no such refund.');
    return row;
  };
  const row = await read();
  requirePermission(ctx, 'payments.confirm', { storeId: row.store_id });
  if (row.status === 'succeeded' && row.refund_ref === reference) return refundPartView(row);
  if (row.status !== 'to_pay_out')
    throw new AppError('conflict', `This refund is ${row.status}: nothing is to be paid out.`);
  try {
    await ctx.db.batch(settleRefund(ctx, row, { status: 'succeeded', refundRef: reference, error: null }));
  } catch (error) {
    if (wasRefused(error)) throw new AppError('conflict', 'Somebody else has just recorded this payout.');
    throw error;
  }
  await hurryEvents(ctx);
  return refundPartView(await read());
}
