import { type SQL, sql } from 'drizzle-orm';
import { orders, payments } from '#db/schema/orders';
import { paymentIntents } from '#db/schema/payments';
import { auditFact } from '#platform/audit';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import type { PaymentMethodCode, PaymentReport } from '#platform/payments-door';
import { paymentCaptured } from '../events.ts';
import type { NewsOf } from './provider-news.ts';

/** What news came to, and what of it is to be written in the transaction that closes them. */
export interface Effect {
  status: 'handled' | 'ignored' | 'unclaimed';
  outcome: string;
  statements: readonly SQL[];
}

const ignored = (outcome: string): Effect => ({ status: 'ignored', outcome, statements: [] });

interface PaymentRow {
  order_id: string;
  store_id: string;
  method: PaymentMethodCode;
  provider: string;
  provider_ref: string | null;
  status: string;
  amount_paise: number;
  currency: string;
}

const paid: ReadonlySet<string> = new Set(['captured', 'partly_refunded', 'refunded']);

/**
 * What a provider says of a payment. While its order stands the records are told, before that the Checkout object that waits
 * for the money; both check amount, currency and ids. Throws while the object cannot be reached.
 */
export async function handlePayment(ctx: Permitted, { report }: NewsOf<'payment'>): Promise<Effect> {
  if (report.status === 'pending') return ignored('pending');
  const standing = await readPayment(ctx, report.paymentId);
  if (standing !== undefined) return tellOrder(ctx, standing, report);
  const told = await ctx.objects.checkout(report.cartId).paymentReported(report);
  if (!told.ok) throw new AppError(told.failure.code, told.failure.detail);
  const { outcome } = told.value;
  // What staff took by hand nobody but staff gives back.
  if (outcome === 'refunded' && report.provider === 'manual') return unclaimed(ctx, report, null);
  if (outcome !== 'unknown') return { status: 'handled', outcome, statements: closeIntent(ctx, report) };
  // The object may have placed the order, and been forgotten, between the two questions.
  const later = await readPayment(ctx, report.paymentId);
  if (later !== undefined) return tellOrder(ctx, later, report);
  return report.status === 'captured' ? unclaimed(ctx, report, null) : ignored('unknown');
}

async function readPayment(ctx: Permitted, paymentId: string): Promise<PaymentRow | undefined> {
  const [row] = await ctx.db.query<PaymentRow>(sql`select p.order_id, o.store_id, p.method, p.provider,
    p.provider_ref, p.status, p.amount_paise, p.currency from ${payments} p join ${orders} o on o.id = p.order_id where p.id = ${paymentId}`);
  return row;
}

function tellOrder(ctx: Permitted, row: PaymentRow, report: PaymentReport): Effect {
  if (report.status === 'failed') return ignored(`the payment is ${row.status}`);
  const isRight = report.amountPaise === row.amount_paise && report.currency === row.currency;
  if (paid.has(row.status)) {
    // Other money than what was taken, such as a second transfer or another provider's, has paid for nothing.
    const isSame = row.provider === report.provider && row.provider_ref === report.providerRef;
    return isRight && isSame ? { status: 'handled', outcome: 'taken', statements: [] } : unclaimed(ctx, report, row);
  }
  if (!isRight || row.status === 'cancelled') return unclaimed(ctx, report, row);
  return {
    status: 'handled',
    outcome: 'taken',
    statements: [...capture(ctx, row, report), ...closeIntent(ctx, report)],
  };
}

function capture(ctx: Permitted, row: PaymentRow, report: PaymentReport): SQL[] {
  const capturedAt = ctx.clock.now().toISOString();
  const { paymentId, provider, providerRef, amountPaise } = report;
  const { order_id: orderId, store_id: storeId, method } = row;
  const event = paymentCaptured.fact(ctx, {
    id: ctx.ids.next(),
    subject: orderId,
    storeId,
    data: { paymentId, orderId, method, provider, amountPaise, currency: 'INR', capturedAt },
  });
  const audit = auditFact(ctx, {
    action: 'payments.capture',
    subject: orderId,
    storeId,
    before: { status: row.status },
    after: { status: 'captured', provider, providerRef, amountPaise },
  });
  return [
    exactlyOne(sql`update ${payments} set status = 'captured', captured_at = ${capturedAt}, provider = ${provider},
      provider_ref = ${providerRef} where id = ${paymentId} and status in ('pending', 'authorised', 'failed')
      and amount_paise = ${amountPaise}`),
    ...writeFacts([audit, event]),
  ];
}

function closeIntent(ctx: Permitted, { paymentId, status }: PaymentReport): SQL[] {
  const now = ctx.clock.now().toISOString();
  return [
    sql`update ${paymentIntents} set status = ${status}, settled_at = ${now} where id = ${paymentId}
      and (status = 'waiting' or ${status} = 'captured')`,
  ];
}

/** Money for nothing that we know of, or not what was asked for: on record, and listed until somebody has looked at it. */
function unclaimed(ctx: Permitted, report: PaymentReport, row: PaymentRow | null): Effect {
  const { paymentId, orderId, provider, providerRef, amountPaise, currency } = report;
  const audit = auditFact(ctx, {
    action: 'payments.unclaimed',
    subject: orderId,
    storeId: row?.store_id ?? null,
    facts: { paymentId, provider, providerRef, amountPaise, currency, expected: row },
  });
  return { status: 'unclaimed', outcome: 'unclaimed', statements: writeFacts([audit]) };
}
