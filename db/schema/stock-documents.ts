import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { variants } from './catalog.ts';
import { instant, paise } from './columns.ts';
import { batches } from './inventory.ts';

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

export const repackKinds = ['decant', 'assemble', 'disassemble', 'open_bottle'] as const;

/** Batches made of batches within a store: decanting, kits, and bottles opened for dispensing. */
export const stockRepacks = pgTable(
  'stock_repacks',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    kind: text('kind', { enum: repackKinds }).notNull(),
    status: text('status', { enum: ['posting', 'posted', 'refused'] }).notNull(),
    /** `[{ batchId, variantId, batchNumber, quantity, costPaise }]`, cost by piece. */
    consumed: jsonb('consumed').notNull(),
    made: jsonb('made').notNull(),
    /** What was spilt or left over, in the unit of the packs (ml, g, tablets). */
    lossAmount: integer('loss_amount').notNull(),
    lossUnit: text('loss_unit'),
    /** What a whole cost by piece cannot carry: consumed = made + this. */
    roundingPaise: paise('rounding_paise').notNull(),
    note: text('note'),
    doneBy: text('done_by').notNull(),
    doneAt: instant('done_at').notNull(),
  },
  (t) => [index('stock_repacks_store').on(t.storeId, t.doneAt.desc())],
);

/** From which batch a batch was made, so that a recall of the parent finds the children. */
export const batchLineage = pgTable(
  'batch_lineage',
  {
    repackId: uuid('repack_id')
      .notNull()
      .references(() => stockRepacks.id),
    parentBatchId: uuid('parent_batch_id').notNull(),
    childBatchId: uuid('child_batch_id').notNull(),
    storeId: uuid('store_id').notNull(),
    parentQuantity: integer('parent_quantity').notNull(),
    childQuantity: integer('child_quantity').notNull(),
    /** Pieces of the parent that came back when kits were taken apart. */
    returnedQuantity: integer('returned_quantity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.repackId, t.parentBatchId, t.childBatchId] }),
    index('batch_lineage_parent').on(t.parentBatchId),
    index('batch_lineage_child').on(t.childBatchId),
  ],
);

/** A piece that was opened for dispensing: no longer on the shelf, sold by what is poured from it. */
export const openBottles = pgTable(
  'open_bottles',
  {
    /** That of the repack that opened it. */
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    variantId: uuid('variant_id').notNull(),
    status: text('status', { enum: ['opening', 'open', 'empty', 'discarded', 'refused'] }).notNull(),
    unit: text('unit').notNull(),
    contentAmount: integer('content_amount').notNull(),
    remainingAmount: integer('remaining_amount').notNull(),
    /** The last day on which anything may be poured from it. */
    discardOn: date('discard_on').notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
    closedFor: text('closed_for'),
  },
  (t) => [index('open_bottles_store').on(t.storeId, t.status, t.discardOn)],
);

export const bottleDispensings = pgTable(
  'bottle_dispensings',
  {
    /** Made from the bottle and the caller's Idempotency-Key. */
    id: uuid('id').primaryKey(),
    bottleId: uuid('bottle_id')
      .notNull()
      .references(() => openBottles.id),
    amount: integer('amount').notNull(),
    /** The bill or the mixture it went into. */
    reference: text('reference').notNull(),
    dispensedBy: text('dispensed_by').notNull(),
    dispensedAt: instant('dispensed_at').notNull(),
  },
  (t) => [index('bottle_dispensings_bottle').on(t.bottleId, t.dispensedAt)],
);

/** The bill of materials of a kit: so many pieces of each component in one kit. */
export const kitComponents = pgTable(
  'kit_components',
  {
    kitVariantId: uuid('kit_variant_id')
      .notNull()
      .references(() => variants.id),
    componentVariantId: uuid('component_variant_id')
      .notNull()
      .references(() => variants.id),
    quantity: integer('quantity').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kitVariantId, t.componentVariantId] })],
);

export const recallStatuses = ['running', 'active', 'lifting', 'lifted'] as const;

export const recalls = pgTable(
  'recalls',
  {
    id: uuid('id').primaryKey(),
    /** The one that was named. */
    batchId: uuid('batch_id')
      .notNull()
      .references(() => batches.id),
    /** It and everything that was made of it. */
    batchIds: uuid('batch_ids').array().notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: recallStatuses }).notNull(),
    fingerprint: text('fingerprint').notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: instant('opened_at').notNull(),
    liftReason: text('lift_reason'),
    liftedBy: text('lifted_by'),
    liftedAt: instant('lifted_at'),
    /** When the sweep looks again; null once it is lifted. */
    dueAt: instant('due_at'),
  },
  (t) => [
    index('recalls_due').on(t.dueAt).where(sql`${t.dueAt} is not null`),
    index('recalls_batches').using('gin', t.batchIds),
  ],
);

/** What a recall found and did at one store. */
export const recallStores = pgTable(
  'recall_stores',
  {
    recallId: uuid('recall_id')
      .notNull()
      .references(() => recalls.id),
    storeId: uuid('store_id').notNull(),
    batchId: uuid('batch_id').notNull(),
    /** Counts up with every quarantine: part of its posting's id. */
    round: integer('round').notNull(),
    quarantined: integer('quarantined').notNull(),
    /** Pieces that were held or under way when it was last looked at. */
    held: integer('held').notNull(),
    inTransit: integer('in_transit').notNull(),
    checkedAt: instant('checked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.recallId, t.storeId, t.batchId] })],
);

/** Whether a store's object and the movement ledger agree, looked at page by page. */
export const stockProofs = pgTable(
  'stock_proofs',
  {
    id: uuid('id').primaryKey(),
    storeId: uuid('store_id').notNull(),
    /** In the store's time zone. */
    day: date('day').notNull(),
    kind: text('kind', { enum: ['nightly', 'by_hand'] }).notNull(),
    status: text('status', { enum: ['running', 'agrees', 'differs', 'repairing', 'repaired'] }).notNull(),
    /** How far it has come. */
    afterBatchId: text('after_batch_id'),
    batchesChecked: integer('batches_checked').notNull(),
    differences: integer('differences').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('stock_proofs_nightly').on(t.storeId, t.day).where(sql`${t.kind} = 'nightly'`),
    index('stock_proofs_store').on(t.storeId, t.startedAt.desc()),
  ],
);

export const stockDifferences = pgTable(
  'stock_differences',
  {
    proofId: uuid('proof_id')
      .notNull()
      .references(() => stockProofs.id),
    batchId: uuid('batch_id').notNull(),
    state: text('state').notNull(),
    storeId: uuid('store_id').notNull(),
    standing: integer('standing').notNull(),
    ledger: integer('ledger').notNull(),
  },
  (t) => [primaryKey({ columns: [t.proofId, t.batchId, t.state] })],
);
