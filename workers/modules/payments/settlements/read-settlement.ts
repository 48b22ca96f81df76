import Papa from 'papaparse';
import * as z from 'zod';
import type { FieldError } from '#platform/errors';
import { invalidInput } from '#platform/parse-input';
import type { SettlementLine, SettlingProvider } from './settlement-line.ts';

/** A busy day of a hundred stores; a longer report is exported in parts. */
const MAX_SETTLEMENT_LINES = 20_000;
const MAX_ERRORS = 20;
const MAX_REF = 200;

const Ref = z.string().trim().min(1, 'Is missing').max(MAX_REF);
const Rupees = z
  .string()
  .trim()
  .regex(/^-?[0-9]{1,11}(?:\.[0-9]{1,2})?$/, 'Must be an amount such as 123.45')
  .transform(paiseOf);
const Instant = z
  .string()
  .trim()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'Must be a time')
  .transform((text) => new Date(text).toISOString());
const Uuid = z.uuid();

/** `-123.4` as -12340, without a detour over binary fractions. */
function paiseOf(text: string): number {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const paise = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
  return text.startsWith('-') ? -paise : paise;
}

const ourId = (text: unknown): string | null => {
  const read = Uuid.safeParse(text);
  return read.success ? read.data : null;
};

/** Stripe's itemised balance report. */
const StripeRow = z
  .object({
    balance_transaction_id: Ref,
    created_utc: Instant,
    currency: z.string().trim().length(3),
    gross: Rupees,
    fee: Rupees,
    reporting_category: z.string().trim(),
    source_id: Ref,
    payment_intent_id: z.string().trim().max(MAX_REF).optional(),
    'payment_metadata[payment_id]': z.string().optional(),
  })
  .transform((row): SettlementLine => {
    const kinds: Record<string, SettlementLine['kind']> = { charge: 'payment', refund: 'refund' };
    const kind = kinds[row.reporting_category] ?? 'other';
    return {
      kind,
      lineRef: row.balance_transaction_id,
      providerRef: kind === 'payment' ? row.payment_intent_id || row.source_id : row.source_id,
      paymentId: ourId(row['payment_metadata[payment_id]']),
      amountPaise: row.gross,
      feePaise: row.fee,
      currency: row.currency.toUpperCase(),
      occurredAt: row.created_utc,
    };
  });

/** Razorpay's settlement report. */
const RazorpayRow = z
  .object({
    entity_id: Ref,
    type: z.string().trim(),
    amount: Rupees,
    currency: z.string().trim().length(3),
    fee: Rupees,
    notes: z.string().optional(),
    created_at: Instant,
  })
  .transform((row): SettlementLine => {
    const kind = row.type === 'payment' || row.type === 'refund' ? row.type : 'other';
    return {
      kind,
      lineRef: row.entity_id,
      providerRef: row.entity_id,
      paymentId: ourId(noteOf(row.notes)),
      amountPaise: kind === 'refund' ? -row.amount : row.amount,
      feePaise: row.fee,
      currency: row.currency.toUpperCase(),
      occurredAt: row.created_at,
    };
  });

function noteOf(notes: string | undefined): unknown {
  try {
    return (JSON.parse(notes ?? '{}') as { payment_id?: unknown } | null)?.payment_id;
  } catch {
    return undefined;
  }
}

const rowSchemas = { stripe: StripeRow, razorpay: RazorpayRow } as const;

/** The lines of a settlement file. Throws `invalid_input` that names the first wrong lines; then nothing is imported. */
export function readSettlement(provider: SettlingProvider, text: string): SettlementLine[] {
  const parsed = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    preview: MAX_SETTLEMENT_LINES + 1,
  });
  if (parsed.data.length > MAX_SETTLEMENT_LINES) {
    throw invalidInput([
      { path: '', message: `Has more than ${MAX_SETTLEMENT_LINES} lines: export fewer days at once` },
    ]);
  }
  const errors: FieldError[] = [];
  const lines: SettlementLine[] = [];
  for (const [index, row] of parsed.data.entries()) {
    const read = rowSchemas[provider].safeParse(row);
    if (read.success) lines.push(read.data);
    // The header is line 1.
    else
      for (const issue of read.error.issues)
        errors.push({ path: `${index + 2}.${issue.path.join('.')}`, message: issue.message });
    if (errors.length >= MAX_ERRORS) break;
  }
  if (errors.length > 0) throw invalidInput(errors.slice(0, MAX_ERRORS));
  if (lines.length === 0)
    throw invalidInput([{ path: '', message: `Has no line of ${provider}: is it its settlement report?` }]);
  return lines;
}
