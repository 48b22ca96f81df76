import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';

/**
 * Why stock changes by hand, as data: what it does to a batch, and above which value (at cost) somebody else must approve.
 * The row `count_difference` holds that limit for cycle counts.
 */
export const stockReasons = pgTable('stock_reasons', {
  code: text('code').primaryKey(),
  label: text('label').notNull(),
  /** What the movement ledger calls it. */
  kind: text('kind', {
    enum: ['adjustment', 'damage', 'destroy', 'quarantine', 'release', 'expiry', 'count'],
  }).notNull(),
  /** States it may take pieces from; none: they come from nowhere (found). */
  fromStates: text('from_states').array().notNull(),
  /** State it puts them into; null: they leave the books. */
  toState: text('to_state'),
  /** Null: nobody has to. */
  approvalAbovePaise: paise('approval_above_paise'),
  isActive: boolean('is_active').notNull(),
});

/**
 * One deed on stock, written down before any shelf is touched: which documents are booked at which stores, in order. Its calls
 * are keyed, so whoever finds it pending may make them again. It is its document's only way to the shelves.
 */
export const stockPostings = pgTable(
  'stock_postings',
  {
    /** Made from the store, the deed and the caller's Idempotency-Key: a repeated request finds it. */
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    documentKind: text('document_kind', { enum: ['transfer', 'count', 'adjustment', 'repack', 'recall'] }).notNull(),
    documentId: uuid('document_id').notNull(),
    deed: text('deed').notNull(),
    /** SHA-256 of what was asked: the same key with something else is a mismatch. */
    fingerprint: text('fingerprint').notNull(),
    /** What was asked, for its document: lines with reasons. */
    facts: jsonb('facts').notNull(),
    /** `[{ storeId, timeZone, document }]`: only the first may be refused. */
    calls: jsonb('calls').notNull(),
    callsDone: integer('calls_done').notNull(),
    status: text('status', { enum: ['pending', 'done', 'refused', 'stuck'] }).notNull(),
    /** Of a refused or stuck one: `{ code, detail, extensions }`. */
    failure: jsonb('failure'),
    attempts: integer('attempts').notNull(),
    /** When the sweep looks at it; null once it is over. */
    dueAt: instant('due_at'),
    postedBy: text('posted_by').notNull(),
    postedAt: instant('posted_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('stock_postings_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('stock_postings_document').on(t.documentId, t.postedAt),
    index('stock_postings_store').on(t.storeId, t.postedAt.desc()),
  ],
);

export const transferStatuses = [
  'draft',
  'dispatching',
  'dispatched',
  'partly_received',
  'received',
  'cancelled',
  'returning',
  'returned',
] as const;

export const stockTransfers = pgTable(
  'stock_transfers',
  {
    id: uuid('id').primaryKey(),
    fromStoreId: uuid('from_store_id').notNull(),
    toStoreId: uuid('to_store_id').notNull(),
    status: text('status', { enum: transferStatuses }).notNull(),
    note: text('note'),
    fingerprint: text('fingerprint').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    dispatchedAt: instant('dispatched_at'),
    closedAt: instant('closed_at'),
  },
  (t) => [
    index('stock_transfers_from').on(t.fromStoreId, t.createdAt.desc()),
    index('stock_transfers_to').on(t.toStoreId, t.createdAt.desc()),
  ],
);

/** What is wanted; a line may name its batch, for a reason. */
export const stockTransferLines = pgTable(
  'stock_transfer_lines',
  {
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => stockTransfers.id),
    position: integer('position').notNull(),
    variantId: uuid('variant_id').notNull(),
    quantity: integer('quantity').notNull(),
    batchId: uuid('batch_id'),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.transferId, t.position] })],
);

/** What went on its way, by batch, and what became of it: received + damaged + lost + returned never exceeds quantity. */
export const stockTransferPieces = pgTable(
  'stock_transfer_pieces',
  {
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => stockTransfers.id),
    batchId: uuid('batch_id').notNull(),
    variantId: uuid('variant_id').notNull(),
    batchNumber: text('batch_number').notNull(),
    expiresOn: date('expires_on'),
    mrpPaise: paise('mrp_paise').notNull(),
    quantity: integer('quantity').notNull(),
    received: integer('received').notNull(),
    damaged: integer('damaged').notNull(),
    lost: integer('lost').notNull(),
    returned: integer('returned').notNull(),
  },
  (t) => [primaryKey({ columns: [t.transferId, t.batchId] }), index('stock_transfer_pieces_batch').on(t.batchId)],
);

export const countStatuses = ['open', 'submitted', 'posting', 'posted', 'cancelled'] as const;

export const stockCounts = pgTable(
  'stock_counts',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    status: text('status', { enum: countStatuses }).notNull(),
    /** Null: the whole store. */
    variantIds: uuid('variant_ids').array(),
    note: text('note'),
    fingerprint: text('fingerprint').notNull(),
    /** Counts up when something is to be counted again. */
    round: integer('round').notNull(),
    /** Of what was booked: pieces more or fewer, at cost; absolute, so that a find does not hide a loss. */
    valuePaise: paise('value_paise'),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    submittedAt: instant('submitted_at'),
    approvedBy: text('approved_by'),
    closedAt: instant('closed_at'),
  },
  (t) => [index('stock_counts_store').on(t.storeId, t.openedAt.desc())],
);

/** One batch as somebody counted it, and what the store's object said at that very moment. The latest round holds. */
export const stockCountEntries = pgTable(
  'stock_count_entries',
  {
    countId: uuid('count_id')
      .notNull()
      .references(() => stockCounts.id),
    batchId: uuid('batch_id').notNull(),
    round: integer('round').notNull(),
    variantId: uuid('variant_id').notNull(),
    counted: integer('counted').notNull(),
    /** Hidden from whoever counts until the count is submitted. */
    expected: integer('expected').notNull(),
    costPaise: paise('cost_paise').notNull(),
    isToRecount: boolean('is_to_recount').notNull(),
    countedBy: text('counted_by').notNull(),
    countedAt: instant('counted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.countId, t.batchId, t.round] })],
);

export const adjustmentStatuses = ['awaiting_approval', 'posting', 'posted', 'refused', 'rejected'] as const;

export const stockAdjustments = pgTable(
  'stock_adjustments',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    reasonCode: text('reason_code')
      .notNull()
      .references(() => stockReasons.code),
    status: text('status', { enum: adjustmentStatuses }).notNull(),
    note: text('note'),
    fingerprint: text('fingerprint').notNull(),
    /** `[{ batchId, variantId, batchNumber, expiresOn, mrpPaise, fromState, toState, quantity, costPaise }]` */
    lines: jsonb('lines').notNull(),
    /** At cost, absolute. */
    valuePaise: paise('value_paise').notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    decidedBy: text('decided_by'),
    decidedAt: instant('decided_at'),
  },
  (t) => [index('stock_adjustments_store').on(t.storeId, t.requestedAt.desc())],
);
