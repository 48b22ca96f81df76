import { getTableName, sql } from 'drizzle-orm';
import * as z from 'zod';
import { orders, payments } from '#db/schema/orders';
import { refunds } from '#db/schema/payments';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { hurryEvents } from '#platform/hurry-events';
import { parseInput } from '#platform/parse-input';
import type { PaymentMethodCode, PaymentProviderName } from '#platform/payments-door';
import { type RefundRow, type RefundView, refundView, selectRefunds } from './refund-rows.ts';
import { showRefund } from './refund-saga.ts';
import { runRefund } from './run-refund.ts';
import { paymentStatus } from './settle-refund.ts';
import { type RefundPart, refundablePaise, splitRefund, type Tender } from './split-refund.ts';

const MAX_REASON_LENGTH = 300;
/** How often somebody else may change the same payments meanwhile before we give up. */
const MAX_RACES = 5;

const RefundRequest = z.strictObject({
  /** Names the refund: the return or request that it belongs to. Asking twice is one refund. */
  refundId: z.uuid(),
  orderId: z.uuid(),
  amountPaise: z.int().min(1, 'Must be more than nothing'),
  /** Shown to staff, and to the provider: nothing about anybody's health. */
  reason: z.string().trim().min(1).max(MAX_REASON_LENGTH),
});
type RefundRequest = z.input<typeof RefundRequest>;

interface PaymentRow {
  id: string;
  order_id: string;
  store_id: string;
  method: PaymentMethodCode;
  provider: PaymentProviderName;
  provider_ref: string | null;
  status: string;
  amount_paise: number;
  refunded_paise: number;
}

const tenderOf = (row: PaymentRow): Tender => ({
  paymentId: row.id,
  method: row.method,
  provider: row.provider,
  capturedPaise: ['captured', 'partly_refunded', 'refunded'].includes(row.status) ? row.amount_paise : 0,
  refundedPaise: row.refunded_paise,
});

const selectPayments = (
  orderId: string,
) => sql`select p.id, p.order_id, o.store_id, p.method, p.provider, p.provider_ref,
  p.status, p.amount_paise, p.refunded_paise from ${payments} p join ${orders} o on o.id = p.order_id
  where p.order_id = ${orderId} order by p.id`;

/**
 * Gives money of an order back to where it came from. Throws `forbidden` and `second_factor_required` by its amount,
 * `not_found`, `conflict` when there is not that much to give back, `idempotency_mismatch` for another refund of this id.
 */
export async function refundPayments(ctx: Context, input: RefundRequest): Promise<RefundView> {
  const { amountPaise, orderId } = parseInput(RefundRequest, input);
  requirePermission(ctx, 'orders.refund', { amounts: { refundPaise: amountPaise } });
  const [order] = await ctx.db.query<{ store_id: string }>(sql`select store_id from ${orders} where id = ${orderId}`);
  if (order === undefined) throw new AppError('not_found', 'There is no such order.');
  requirePermission(ctx, 'orders.refund', { storeId: order.store_id, amounts: { refundPaise: amountPaise } });
  return refundOrder(ctx, input);
}

/**
 * The same for a verb that has asked for its own permission. What it intends stands in the records before anybody is asked
 * for money, and goes on by itself; `to_pay_out` waits for staff. It answers as soon as every part was tried once.
 */
export async function refundOrder(ctx: Permitted, input: RefundRequest): Promise<RefundView> {
  const request = parseInput(RefundRequest, input);
  const rows = await intend(ctx, request);
  for (const row of rows) await runRefund(ctx, row);
  await hurryEvents(ctx);
  return refundView(
    await ctx.db.query<RefundRow>(sql`${selectRefunds(sql`refund_id = ${request.refundId}`)} order by id`),
  );
}

async function intend(ctx: Permitted, request: z.output<typeof RefundRequest>): Promise<RefundRow[]> {
  const { refundId, orderId, amountPaise } = request;
  for (let race = 0; race < MAX_RACES; race++) {
    // Payments first: what another call reserves in between then shows as this refund, never as money that is missing.
    const [rows, known] = (await ctx.db.batch([
      selectPayments(orderId),
      sql`${selectRefunds(sql`refund_id = ${refundId}`)} order by id`,
    ])) as unknown as [PaymentRow[], RefundRow[]];
    if (known.length > 0) return sameRefund(known, request);
    if (rows.length === 0) throw new AppError('not_found', 'There is no such order.');
    const tenders = rows.map(tenderOf);
    const parts = splitRefund(tenders, amountPaise);
    if (parts === null) {
      const extensions = { refundablePaise: refundablePaise(tenders) };
      throw new AppError('conflict', 'There is not that much to give back.', { extensions });
    }
    try {
      await ctx.db.batch(reserve(ctx, request, rows, parts));
    } catch (error) {
      if (!wasRefused(error) && !isDuplicateIn(error, getTableName(refunds))) throw error;
    }
  }
  throw new AppError('conflict', 'Others are giving money of this order back just now. Look at it again.');
}

function sameRefund(known: RefundRow[], { orderId, amountPaise }: z.output<typeof RefundRequest>): RefundRow[] {
  const total = known.reduce((sum, row) => sum + row.amount_paise, 0);
  if (known[0]?.order_id === orderId.toLowerCase() && total === amountPaise) return known;
  throw new AppError('idempotency_mismatch', 'This refund was asked for already, of another order or amount.');
}

/** Plain inserts: the same refund twice must fail here, and not reserve twice. Payments in the order of their ids, as locks are taken. */
function reserve(
  ctx: Permitted,
  { refundId, reason }: z.output<typeof RefundRequest>,
  rows: readonly PaymentRow[],
  parts: readonly RefundPart[],
) {
  const now = ctx.clock.now().toISOString();
  const sums = new Map(parts.map((part) => [part.paymentId, part.amountPaise]));
  const touched = rows.filter(({ id }) => sums.has(id));
  const facts = touched.map((row) =>
    fact(refunds, {
      id: ctx.ids.next(),
      refundId,
      paymentId: row.id,
      orderId: row.order_id,
      storeId: row.store_id,
      method: row.method,
      provider: row.provider,
      providerRef: row.provider_ref,
      amountPaise: sums.get(row.id) ?? 0,
      currency: 'INR',
      reason,
      status: row.provider === 'manual' ? 'to_pay_out' : 'pending',
      round: 1,
      refundRef: null,
      attempts: 0,
      lastError: null,
      requestedBy: describeActor(ctx.actor),
      requestedAt: now,
      correlationId: ctx.requestId,
      settledAt: null,
      dueAt: row.provider === 'manual' ? null : now,
      version: 1,
    }),
  );
  const [first] = touched;
  const audit = auditFact(ctx, {
    action: 'payments.refund',
    subject: first?.order_id ?? '',
    storeId: first?.store_id ?? null,
    reason,
    facts: { refundId, parts },
  });
  const reservations = touched.map((row) => {
    const after = sql`refunded_paise + ${sums.get(row.id) ?? 0}::bigint`;
    return exactlyOne(sql`update ${payments} set refunded_paise = ${after}, status = ${paymentStatus(after)}
      where id = ${row.id} and status in ('captured', 'partly_refunded') and ${after} <= amount_paise`);
  });
  const list = JSON.stringify(facts.map(({ row }) => row));
  return [
    sql`insert into ${refunds} select * from jsonb_populate_recordset(null::${refunds}, ${list}::jsonb)`,
    ...reservations,
    showRefund(refundId, now),
    ...writeFacts([audit]),
  ];
}
