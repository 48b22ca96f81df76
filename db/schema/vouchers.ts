import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';

/** Accounts of value as the records know them. Their balance is kept by their objects and shown by `value_entries`. */
export const valueAccounts = pgTable(
  'value_accounts',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['gift_card', 'store_credit', 'dealer_credit'] }).notNull(),
    /** Whose store credit it is; null for gift cards and dealers. */
    personId: uuid('person_id'),
    dealerId: uuid('dealer_id'),
    /** SHA-256 of a gift card's code: the code itself is told once and kept nowhere. */
    codeHash: text('code_hash'),
    /** Its last four characters, for bills and for whoever looks for it. */
    codeLast4: text('code_last4'),
    limitPaise: paise('limit_paise').notNull(),
    /** What it was issued over; 0 where money comes in later. */
    issuedPaise: paise('issued_paise').notNull(),
    blockedFor: text('blocked_for'),
    expiresAt: instant('expires_at'),
    /** SHA-256 of the Idempotency-Key and of the request that issued it. */
    issueKey: text('issue_key'),
    issueHash: text('issue_hash'),
    /** Why it was issued: sold, goodwill, a refund. */
    reason: text('reason').notNull(),
    issuedBy: text('issued_by').notNull(),
    issuedAt: instant('issued_at').notNull(),
  },
  (t) => [
    uniqueIndex('value_accounts_code').on(t.codeHash),
    uniqueIndex('value_accounts_issue').on(t.issueKey),
    uniqueIndex('value_accounts_person').on(t.personId),
    uniqueIndex('value_accounts_dealer').on(t.dealerId),
    index('value_accounts_issued').on(t.issuedAt.desc(), t.id.desc()),
  ],
);

/** What was paid into an account and taken from it, as its object wrote it down. The sum is its balance. */
export const valueEntries = pgTable(
  'value_entries',
  {
    accountId: uuid('account_id')
      .notNull()
      .references(() => valueAccounts.id),
    /** Counts up within the account without gaps. */
    sequence: integer('sequence').notNull(),
    kind: text('kind', { enum: ['credit', 'capture'] }).notNull(),
    key: text('key').notNull(),
    /** Negative for what was taken. */
    amountPaise: paise('amount_paise').notNull(),
    balancePaise: paise('balance_paise').notNull(),
    /** The order, refund or document behind it. */
    reference: text('reference').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.sequence] }), index('value_entries_reference').on(t.reference)],
);
