import { date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant, paise } from './columns.ts';
import { stores } from './inventory.ts';
import { orders, payments } from './orders.ts';

const providerNames = ['stripe', 'razorpay', 'manual', 'account'] as const;

/**
 * Money that a checkout waits for, before there is an order: so that staff find it by the reference that the buyer wrote. A
 * projection; the Checkout object decides.
 */
export const paymentIntents = pgTable(
  'payment_intents',
  {
    /** The payment's id, which is its idempotency key at the provider. */
    id: uuid('id').primaryKey(),
    cartId: uuid('cart_id').notNull(),
    /** The order that it will pay; there may never be one. */
    orderId: uuid('order_id').notNull(),
    storeId: uuid('store_id')
      .notNull()
      .references(() => stores.id),
    method: text('method').notNull(),
    provider: text('provider', { enum: providerNames }).notNull(),
    /** The provider's id of it; by hand, the reference that the buyer gives. */
    providerRef: text('provider_ref').notNull(),
    amountPaise: paise('amount_paise').notNull(),
    currency: text('currency').notNull(),
    status: text('status', { enum: ['waiting', 'captured', 'failed'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    index('payment_intents_ref').on(t.providerRef),
    index('payment_intents_store').on(t.storeId, t.status, t.createdAt.desc()),
  ],
);

/**
 * What providers (and staff, by hand) told of payments, refunds and disputes. Written before it takes effect, so that what a
 * crash cuts off is done later. Holds what we use of it: the rest of a call-back is about people.
 */
export const paymentReports = pgTable(
  'payment_reports',
  {
    /** The provider and its own id of the event: the same one counts once. */
    id: text('id').primaryKey(),
    provider: text('provider', { enum: providerNames }).notNull(),
    /** In the provider's words: `checkout.session.completed`. */
    type: text('type').notNull(),
    /** What it says, in our words: see workers/modules/payments/webhooks/provider-news.ts. */
    news: jsonb('news').notNull(),
    paymentId: uuid('payment_id'),
    /** The provider's id of the money that moved, which settlement files name. */
    captureRef: text('capture_ref'),
    /** `unclaimed`: money came for which we have no checkout and no order; somebody must look. */
    status: text('status', { enum: ['received', 'handled', 'ignored', 'unclaimed'] }).notNull(),
    outcome: text('outcome'),
    attempts: integer('attempts').notNull(),
    lastError: text('last_error'),
    receivedAt: instant('received_at').notNull(),
    handledAt: instant('handled_at'),
    /** When the sweep looks at it; null: there is nothing to do. */
    dueAt: instant('due_at'),
  },
  (t) => [
    index('payment_reports_due').on(t.dueAt),
    index('payment_reports_payment').on(t.paymentId),
    index('payment_reports_capture').on(t.captureRef),
  ],
);

/** What goes back of one payment. Several with one `refund_id` are one refund over a split payment. */
export const refunds = pgTable(
  'refunds',
  {
    id: uuid('id').primaryKey(),
    /** The return, cancellation or request that it belongs to: asking twice is one refund. */
    refundId: uuid('refund_id').notNull(),
    paymentId: uuid('payment_id')
      .notNull()
      .references(() => payments.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    storeId: uuid('store_id').notNull(),
    method: text('method').notNull(),
    provider: text('provider', { enum: providerNames }).notNull(),
    /** Of the payment: where the money goes back to. */
    providerRef: text('provider_ref'),
    amountPaise: paise('amount_paise').notNull(),
    currency: text('currency').notNull(),
    reason: text('reason').notNull(),
    /** `to_pay_out`: staff hand it over or transfer it, and say so. `failed`: the provider will not; somebody must decide. */
    status: text('status', { enum: ['pending', 'to_pay_out', 'succeeded', 'failed'] }).notNull(),
    /** Which try at the provider it is: each has a key of its own, because a provider repeats its refusal under the same one. */
    round: integer('round').notNull(),
    /** The provider's id of the refund, or what staff wrote of the payout. */
    refundRef: text('refund_ref'),
    attempts: integer('attempts').notNull(),
    lastError: text('last_error'),
    requestedBy: text('requested_by').notNull(),
    requestedAt: instant('requested_at').notNull(),
    correlationId: text('correlation_id').notNull(),
    settledAt: instant('settled_at'),
    /** When the sweep goes on with it; null: there is nothing to do. */
    dueAt: instant('due_at'),
    /** Counts its changes. */
    version: integer('version').notNull(),
  },
  (t) => [
    unique('refunds_once').on(t.refundId, t.paymentId),
    index('refunds_order').on(t.orderId),
    index('refunds_store').on(t.storeId, t.requestedAt.desc()),
    index('refunds_due').on(t.dueAt),
  ],
);

/** A buyer's bank asks for the money back. */
export const disputes = pgTable(
  'disputes',
  {
    id: uuid('id').primaryKey(),
    provider: text('provider', { enum: providerNames }).notNull(),
    providerRef: text('provider_ref').notNull(),
    /** Null when the payment is not ours to know. */
    paymentId: uuid('payment_id'),
    orderId: uuid('order_id'),
    storeId: uuid('store_id'),
    amountPaise: paise('amount_paise').notNull(),
    currency: text('currency').notNull(),
    /** In the provider's words: `fraudulent`. */
    reason: text('reason').notNull(),
    status: text('status', { enum: ['opened', 'won', 'lost'] }).notNull(),
    /** Until then it can be answered. */
    respondBy: instant('respond_by'),
    openedAt: instant('opened_at').notNull(),
    closedAt: instant('closed_at'),
  },
  (t) => [
    unique('disputes_once').on(t.provider, t.providerRef),
    index('disputes_store').on(t.storeId, t.openedAt.desc()),
  ],
);

/** A provider's file of what it paid out to us. */
export const settlements = pgTable(
  'settlements',
  {
    id: uuid('id').primaryKey(),
    provider: text('provider', { enum: providerNames }).notNull(),
    /** SHA-256 of the file: the same one is imported once. */
    contentHash: text('content_hash').notNull().unique(),
    /** The days that it tells of, both included, in the time zone of the provider's reports. */
    coversFrom: date('covers_from').notNull(),
    coversTo: date('covers_to').notNull(),
    lineCount: integer('line_count').notNull(),
    grossPaise: paise('gross_paise').notNull(),
    feePaise: paise('fee_paise').notNull(),
    importedBy: text('imported_by').notNull(),
    importedAt: instant('imported_at').notNull(),
  },
  (t) => [index('settlements_time').on(t.importedAt.desc())],
);

export const settlementLines = pgTable(
  'settlement_lines',
  {
    settlementId: uuid('settlement_id')
      .notNull()
      .references(() => settlements.id),
    position: integer('position').notNull(),
    kind: text('kind', { enum: ['payment', 'refund', 'other'] }).notNull(),
    /** The provider's id of the line: named twice, it was paid out twice. */
    lineRef: text('line_ref').notNull(),
    /** Of the payment or refund that it is about. */
    providerRef: text('provider_ref').notNull(),
    paymentId: uuid('payment_id'),
    refundId: uuid('refund_id'),
    /** Negative for what goes out. */
    amountPaise: paise('amount_paise').notNull(),
    feePaise: paise('fee_paise').notNull(),
    currency: text('currency').notNull(),
    occurredAt: instant('occurred_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.settlementId, t.position] }),
    index('settlement_lines_ref').on(t.lineRef),
    index('settlement_lines_payment').on(t.paymentId),
    index('settlement_lines_refund').on(t.refundId),
  ],
);

/** Where a settlement and our records disagree, until somebody has explained it. */
export const settlementDifferences = pgTable(
  'settlement_differences',
  {
    id: uuid('id').primaryKey(),
    settlementId: uuid('settlement_id')
      .notNull()
      .references(() => settlements.id),
    kind: text('kind', {
      enum: ['missing_here', 'missing_there', 'amount_differs', 'currency_differs', 'fee_differs', 'duplicate'],
    }).notNull(),
    lineRef: text('line_ref'),
    paymentId: uuid('payment_id'),
    refundId: uuid('refund_id'),
    /** By our records and by theirs. */
    expectedPaise: paise('expected_paise'),
    foundPaise: paise('found_paise'),
    note: text('note'),
    resolvedBy: text('resolved_by'),
    resolvedAt: instant('resolved_at'),
  },
  (t) => [index('settlement_differences_settlement').on(t.settlementId)],
);
