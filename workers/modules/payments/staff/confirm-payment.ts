import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { invalidInput, parseInput } from '#platform/parse-input';
import { type CallbackStatus, receiveCallback } from '../webhooks/receive-callback.ts';
import { type StaffPaymentRow, type StaffPaymentView, selectStaffPayments, staffPaymentView } from './payment-rows.ts';

/** Banks give 12 to 22 characters; a receipt book may add words. */
const MAX_REFERENCE = 60;

export const ConfirmPaymentBody = z.strictObject({
  amountPaise: z.int().min(1).meta({ description: 'What came in, in paise: the whole payment or nothing' }),
  reference: z
    .string()
    .trim()
    .min(1, 'Write how it can be found: the UTR of the bank, the number of the receipt')
    .max(MAX_REFERENCE)
    .regex(/^[\x20-\x7e]+$/, 'Must be printable ASCII'),
});
const ConfirmPaymentSchema = ConfirmPaymentBody.extend({ paymentId: z.uuid() });

const paid: ReadonlySet<string> = new Set(['captured', 'partly_refunded', 'refunded']);

async function readPayment(ctx: Permitted, paymentId: string): Promise<StaffPaymentRow> {
  const [row] = await ctx.db.query<StaffPaymentRow>(selectStaffPayments(sql`id = ${paymentId}`));
  if (row === undefined) throw new AppError('not_found', 'There is no such payment, or nobody waits for it any more.');
  return row;
}

/**
 * Staff saw money come that nobody tells us of: a transfer, a UPI payment, cash at the door or the counter. It is taken like a
 * call-back of a provider, so once. Throws `conflict` for a payment that is over or was confirmed with another reference.
 */
export async function confirmPayment(
  ctx: Context,
  input: z.input<typeof ConfirmPaymentSchema>,
): Promise<StaffPaymentView> {
  requirePermission(ctx, 'payments.confirm');
  const { paymentId, amountPaise, reference } = parseInput(ConfirmPaymentSchema, input);
  const row = await readPayment(ctx, paymentId);
  requirePermission(ctx, 'payments.confirm', { storeId: row.store_id });
  if (row.provider !== 'manual') {
    throw new AppError('conflict', `${row.provider} tells of this payment itself.`);
  }
  if (amountPaise !== row.amount_paise) {
    const message = `Must be ${row.amount_paise}, the whole payment: give back or ask for the rest first`;
    throw invalidInput([{ path: 'amountPaise', message }]);
  }
  if (paid.has(row.status)) return sameConfirmation(row, reference);
  if (row.status !== 'awaited' && row.status !== 'pending') {
    throw new AppError('conflict', `This payment is ${row.status}; give the money back.`);
  }
  const taken = await take(ctx, row, reference);
  const after = await readAfter(ctx, row, reference);
  if (taken === 'unclaimed' || after.status === 'awaited' || after.status === 'pending') {
    throw new AppError('conflict', 'The money could not be taken for this order. It is listed among the unclaimed.');
  }
  return sameConfirmation(after, reference);
}

function sameConfirmation(row: StaffPaymentRow, reference: string): StaffPaymentView {
  if (row.provider_ref === reference) return staffPaymentView(row);
  throw new AppError('conflict', 'This payment is confirmed already, with another reference.');
}

/** As the platform: what providers told is the company's, not a store's. Who confirmed it stands in the audit. */
async function take(ctx: Permitted, row: StaffPaymentRow, reference: string): Promise<CallbackStatus> {
  const audit = auditFact(ctx, {
    action: 'payments.confirm',
    subject: row.order_id,
    storeId: row.store_id,
    facts: { paymentId: row.id, method: row.method, amountPaise: row.amount_paise, reference },
  });
  const platform: Permitted = { ...ctx, db: ctx.db.within({ storeIds: 'all', personId: null }) };
  const id = `manual:${row.id}:${reference}`;
  const report = {
    paymentId: row.id,
    // An order that stands needs no cart: the records are told.
    cartId: row.cart_id ?? row.id,
    orderId: row.order_id,
    provider: 'manual' as const,
    providerRef: reference,
    status: 'captured' as const,
    amountPaise: row.amount_paise,
    currency: 'INR',
    reportId: id,
  };
  const news = { kind: 'payment' as const, captureRef: reference, report };
  return receiveCallback(platform, { id, provider: 'manual', type: 'confirmed', news }, [audit]);
}

/** A checkout that took the money makes its order now; until it stands there is only what it waited for. */
async function readAfter(ctx: Permitted, before: StaffPaymentRow, reference: string): Promise<StaffPaymentRow> {
  const [row] = await ctx.db.query<StaffPaymentRow>(selectStaffPayments(sql`id = ${before.id}`));
  const now = ctx.clock.now().toISOString();
  return row ?? { ...before, status: 'captured', provider_ref: reference, captured_at: now };
}
