import { sql } from 'drizzle-orm';
import { payments } from '#db/schema/orders';
import { paymentIntents, paymentReports, refunds, settlementLines, settlements } from '#db/schema/payments';
import type { Permitted } from '#platform/context';
import type { Known, KnownPayment, KnownRefund } from './match-settlement.ts';
import { reportTimeZones, type SettlementLine, type SettlingProvider } from './settlement-line.ts';

export interface Covers {
  provider: SettlingProvider;
  coversFrom: string;
  coversTo: string;
}

interface PaymentRow {
  id: string;
  amount_paise: number;
  currency: string;
}

interface RefundRow extends PaymentRow {
  payment_id: string;
  refund_ref: string;
}

const knownPayment = (row: PaymentRow): KnownPayment => ({
  paymentId: row.id,
  amountPaise: row.amount_paise,
  currency: row.currency,
});

const knownRefund = (row: RefundRow): KnownRefund => ({
  refundId: row.id,
  paymentId: row.payment_id,
  amountPaise: row.amount_paise,
  currency: row.currency,
});

const paid = sql`('captured', 'partly_refunded', 'refunded')`;

/** All of our records that a settlement file may speak of: one round trip, whatever its length. */
export async function readKnown(
  ctx: Permitted,
  { provider, coversFrom, coversTo }: Covers,
  lines: readonly SettlementLine[],
): Promise<Omit<Known, 'feeAtMostBasisPoints'>> {
  const list = (values: readonly (string | null)[]) =>
    sql`(select value from jsonb_array_elements_text(${JSON.stringify(values.filter((value) => value !== null))}::jsonb))`;
  const named = list(lines.map(({ paymentId }) => paymentId));
  const refs = list(lines.map(({ providerRef }) => providerRef));
  const captures = sql`select capture_ref, payment_id from ${paymentReports}
    where provider = ${provider} and payment_id is not null and capture_ref in ${refs}`;
  const wanted = sql`(select value::uuid from ${named} n union select payment_id from (${captures}) c)`;
  const [byCapture, ofOrders, ofCheckouts, refunded, settled, expected] = (await ctx.db.batch([
    captures,
    sql`select id, amount_paise, currency from ${payments} where id in ${wanted} and status in ${paid}`,
    sql`select id, amount_paise, currency from ${paymentIntents} where id in ${wanted} and status = 'captured'`,
    sql`select id, payment_id, refund_ref, amount_paise, currency from ${refunds}
      where provider = ${provider} and refund_ref in ${refs}`,
    sql`select line_ref from ${settlementLines} l join ${settlements} s on s.id = l.settlement_id
      where s.provider = ${provider} and line_ref in ${list(lines.map(({ lineRef }) => lineRef))}`,
    sql`select id, amount_paise, currency from ${payments} p where provider = ${provider} and status in ${paid}
      and (captured_at at time zone ${reportTimeZones[provider]})::date between ${coversFrom}::date and ${coversTo}::date
      and not exists (select 1 from ${settlementLines} l where l.payment_id = p.id and l.kind = 'payment')`,
  ])) as unknown as [
    { capture_ref: string; payment_id: string }[],
    PaymentRow[],
    PaymentRow[],
    RefundRow[],
    { line_ref: string }[],
    PaymentRow[],
  ];
  return {
    payments: new Map([...ofCheckouts, ...ofOrders].map((row) => [row.id, knownPayment(row)])),
    byCapture: new Map(byCapture.map((row) => [row.capture_ref, row.payment_id])),
    refunds: new Map(refunded.map((row) => [row.refund_ref, knownRefund(row)])),
    settledLines: new Set(settled.map(({ line_ref }) => line_ref)),
    expected: expected.map(knownPayment),
  };
}
