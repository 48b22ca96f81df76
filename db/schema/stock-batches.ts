import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { variants } from './catalog.ts';
import { instant, paise } from './columns.ts';
import { batches } from './inventory.ts';

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
