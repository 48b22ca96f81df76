import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { refunds } from '#db/schema/payments';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';
import type { PaymentMethodCode, PaymentProviderName } from '#platform/payments-door';

export const refundStatuses = ['pending', 'to_pay_out', 'succeeded', 'failed'] as const;
type RefundStatus = (typeof refundStatuses)[number];

export const RefundPartView = z
  .object({
    id: z.uuid(),
    refundId: z.uuid(),
    paymentId: z.uuid(),
    orderId: z.uuid(),
    storeId: z.uuid(),
    method: z.string(),
    provider: z.string(),
    amount: MoneyView,
    reason: z.string(),
    status: z.enum(refundStatuses),
    reference: z
      .string()
      .nullable()
      .meta({ description: "The provider's id of it, or what staff wrote of the payout" }),
    failures: z.int().meta({ description: 'Tries that got no answer' }),
    lastError: z.string().nullable(),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'RefundPart' });
export type RefundPartView = z.infer<typeof RefundPartView>;

export const RefundView = z
  .object({
    refundId: z.uuid(),
    orderId: z.uuid(),
    amount: MoneyView,
    status: z.enum(refundStatuses).meta({ description: 'Of the part that is furthest from done' }),
    parts: z.array(RefundPartView),
  })
  .meta({ id: 'Refund' });
export type RefundView = z.infer<typeof RefundView>;

export interface RefundRow {
  id: string;
  refund_id: string;
  payment_id: string;
  order_id: string;
  store_id: string;
  method: PaymentMethodCode;
  provider: PaymentProviderName;
  provider_ref: string | null;
  amount_paise: number;
  currency: 'INR';
  reason: string;
  status: RefundStatus;
  round: number;
  refund_ref: string | null;
  attempts: number;
  last_error: string | null;
  requested_by: string;
  requested_at: string;
  settled_at: string | null;
}

export const selectRefunds = (condition: SQL): SQL => sql`select id, refund_id, payment_id, order_id, store_id, method,
  provider, provider_ref, amount_paise, currency, reason, status, round, refund_ref, attempts, last_error, requested_by,
  requested_at, settled_at from ${refunds} where ${condition}`;

const instant = (text: string): string => new Date(text).toISOString();

export const refundPartView = (row: RefundRow): RefundPartView => ({
  id: row.id,
  refundId: row.refund_id,
  paymentId: row.payment_id,
  orderId: row.order_id,
  storeId: row.store_id,
  method: row.method,
  provider: row.provider,
  amount: inr(row.amount_paise),
  reason: row.reason,
  status: row.status,
  reference: row.refund_ref,
  failures: row.attempts,
  lastError: row.last_error,
  requestedBy: row.requested_by,
  requestedAt: instant(row.requested_at),
  settledAt: row.settled_at === null ? null : instant(row.settled_at),
});

/** What needs somebody's eye counts before what goes on by itself. */
const byDistance: readonly RefundStatus[] = ['failed', 'pending', 'to_pay_out', 'succeeded'];

export function refundView(rows: readonly RefundRow[]): RefundView {
  const [first] = rows;
  if (first === undefined) throw new RangeError('A refund has at least one part');
  return {
    refundId: first.refund_id,
    orderId: first.order_id,
    amount: inr(rows.reduce((sum, { amount_paise }) => sum + amount_paise, 0)),
    status: byDistance.find((status) => rows.some((row) => row.status === status)) ?? 'succeeded',
    parts: rows.map(refundPartView),
  };
}
