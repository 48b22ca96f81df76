import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { valueAccounts, valueEntries } from '#db/schema/vouchers';
import { MoneyView } from '#modules/catalog';
import { inr } from '#platform/money';

/** Rs 1,00,000: the most that the rules for prepaid instruments let a single card hold, ten times over; a typing error beyond. */
const maxVoucherPaise = 10_000_000;
/** Gift cards in one order: a family's presents. */
export const maxVouchersPerOrder = 5;
const maxReasonLength = 200;
const maxCodeLength = 40;
const maxKeyLength = 255;

export const VoucherKinds = z.enum(['gift_card', 'store_credit', 'dealer_credit']);
export const AmountPaise = z
  .int('Must be a whole number of paise')
  .min(1, 'Must be at least 1')
  .max(maxVoucherPaise, `Must be at most ${maxVoucherPaise} paise`);
export const Reason = z
  .string('Must be text')
  .trim()
  .min(3, 'Say why, in a few words')
  .max(maxReasonLength, `Must be at most ${maxReasonLength} characters`);
export const VoucherCode = z
  .string('Must be text')
  .trim()
  .min(1, 'Is missing')
  .max(maxCodeLength, 'Is no code of a gift card');
export const RequestKey = z.string().min(1).max(maxKeyLength);

export const VoucherView = z
  .object({
    id: z.uuid(),
    kind: VoucherKinds,
    personId: z.uuid().nullable(),
    dealerId: z.uuid().nullable(),
    codeEndsOn: z.string().nullable().meta({ description: 'The last four characters of a gift card’s code' }),
    issued: MoneyView,
    limit: MoneyView.meta({ description: 'How far below zero its balance may go: a dealer’s credit' }),
    balance: MoneyView.meta({ description: 'As its entries tell; its account decides' }),
    blockedFor: z.string().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    reason: z.string(),
    issuedBy: z.string(),
    issuedAt: z.iso.datetime(),
  })
  .meta({ id: 'Voucher' });
export type VoucherView = z.infer<typeof VoucherView>;

export interface VoucherRecord {
  id: string;
  kind: z.infer<typeof VoucherKinds>;
  person_id: string | null;
  dealer_id: string | null;
  code_last4: string | null;
  issued_paise: number;
  limit_paise: number;
  balance_paise: number;
  blocked_for: string | null;
  expires_at: string | null;
  reason: string;
  issued_by: string;
  issued_at: string;
}

export const selectVouchers = (condition: SQL): SQL => sql`select a.id, a.kind, a.person_id, a.dealer_id, a.code_last4,
    a.issued_paise, a.limit_paise, a.blocked_for, a.expires_at, a.reason, a.issued_by, a.issued_at,
    coalesce((select e.balance_paise from ${valueEntries} e where e.account_id = a.id order by e.sequence desc limit 1), 0)
      as balance_paise
  from ${valueAccounts} a where ${condition}`;

const instant = (text: string): string => new Date(text).toISOString();

export const voucherView = (row: VoucherRecord): VoucherView => ({
  id: row.id,
  kind: row.kind,
  personId: row.person_id,
  dealerId: row.dealer_id,
  codeEndsOn: row.code_last4,
  issued: inr(row.issued_paise),
  limit: inr(row.limit_paise),
  balance: inr(row.balance_paise),
  blockedFor: row.blocked_for,
  expiresAt: row.expires_at === null ? null : instant(row.expires_at),
  reason: row.reason,
  issuedBy: row.issued_by,
  issuedAt: instant(row.issued_at),
});
