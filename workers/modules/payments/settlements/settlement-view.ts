import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { settlementDifferences, settlements } from '#db/schema/payments';
import { inr } from '#platform/money';
import { settlingProviders } from './settlement-line.ts';

/** What a provider pays out may be below zero, when more went back than came in. */
const SignedMoney = z.object({ amount: z.int(), currency: z.literal('INR') }).meta({ id: 'SignedMoney' });

export const SettlementView = z
  .object({
    id: z.uuid(),
    provider: z.enum(settlingProviders),
    coversFrom: z.iso.date(),
    coversTo: z.iso.date(),
    lines: z.int(),
    gross: SignedMoney,
    fees: SignedMoney,
    differences: z.int(),
    openDifferences: z.int(),
    importedBy: z.string(),
    importedAt: z.iso.datetime(),
  })
  .meta({ id: 'Settlement' });
export type SettlementView = z.infer<typeof SettlementView>;

export interface SettlementRow {
  id: string;
  provider: SettlementView['provider'];
  covers_from: string;
  covers_to: string;
  line_count: number;
  gross_paise: number;
  fee_paise: number;
  differences: number;
  open_differences: number;
  imported_by: string;
  imported_at: string;
}

export const selectSettlements = (condition: SQL): SQL => sql`select s.id, s.provider, s.covers_from, s.covers_to,
  s.line_count, s.gross_paise, s.fee_paise, s.imported_by, s.imported_at,
  (select count(*) from ${settlementDifferences} d where d.settlement_id = s.id) as differences,
  (select count(*) from ${settlementDifferences} d where d.settlement_id = s.id and d.resolved_at is null) as open_differences
  from ${settlements} s where ${condition}`;

export const settlementView = (row: SettlementRow): SettlementView => ({
  id: row.id,
  provider: row.provider,
  coversFrom: row.covers_from,
  coversTo: row.covers_to,
  lines: row.line_count,
  gross: inr(row.gross_paise),
  fees: inr(row.fee_paise),
  differences: row.differences,
  openDifferences: row.open_differences,
  importedBy: row.imported_by,
  importedAt: new Date(row.imported_at).toISOString(),
});

export const DifferenceView = z
  .object({
    id: z.uuid(),
    settlementId: z.uuid(),
    provider: z.enum(settlingProviders),
    kind: z.enum(['missing_here', 'missing_there', 'amount_differs', 'currency_differs', 'fee_differs', 'duplicate']),
    lineReference: z.string().nullable().meta({ description: "The provider's id of the line" }),
    paymentId: z.uuid().nullable(),
    refundPartId: z.uuid().nullable(),
    expected: SignedMoney.nullable().meta({ description: 'By our records' }),
    found: SignedMoney.nullable().meta({ description: "In the provider's file" }),
    note: z.string().nullable(),
    resolvedBy: z.string().nullable(),
    resolvedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'SettlementDifference' });
export type DifferenceView = z.infer<typeof DifferenceView>;

export interface DifferenceRow {
  id: string;
  settlement_id: string;
  provider: DifferenceView['provider'];
  kind: DifferenceView['kind'];
  line_ref: string | null;
  payment_id: string | null;
  refund_id: string | null;
  expected_paise: number | null;
  found_paise: number | null;
  note: string | null;
  resolved_by: string | null;
  resolved_at: string | null;
}

export const selectDifferences = (
  condition: SQL,
): SQL => sql`select d.id, d.settlement_id, s.provider, d.kind, d.line_ref,
  d.payment_id, d.refund_id, d.expected_paise, d.found_paise, d.note, d.resolved_by, d.resolved_at
  from ${settlementDifferences} d join ${settlements} s on s.id = d.settlement_id where ${condition}`;

const money = (paise: number | null) => (paise === null ? null : inr(paise));

export const differenceView = (row: DifferenceRow): DifferenceView => ({
  id: row.id,
  settlementId: row.settlement_id,
  provider: row.provider,
  kind: row.kind,
  lineReference: row.line_ref,
  paymentId: row.payment_id,
  refundPartId: row.refund_id,
  expected: money(row.expected_paise),
  found: money(row.found_paise),
  note: row.note,
  resolvedBy: row.resolved_by,
  resolvedAt: row.resolved_at === null ? null : new Date(row.resolved_at).toISOString(),
});
