import { getTableColumns } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { getTableName } from 'drizzle-orm/table';
import { salesByDay } from '#db/schema/analytics';
import { messages } from '#db/schema/campaigns';
import { brands, products, variants } from '#db/schema/catalog';
import { orderDeliveries } from '#db/schema/delivery';
import {
  creditNotes,
  fulfilmentLines,
  orderReturnLines,
  orderReturns,
  shelfPlaces,
  shipmentLines,
  shipments,
} from '#db/schema/fulfilment';
import { batches, stockMovements, stores } from '#db/schema/inventory';
import { orderLines, orders, orderTimeline, payments } from '#db/schema/orders';
import {
  disputes,
  paymentIntents,
  paymentReports,
  refunds,
  settlementDifferences,
  settlementLines,
  settlements,
} from '#db/schema/payments';
import { addresses, apiKeys, consents, dealers, invitations, licences, people, roleGrants } from '#db/schema/people';
import { auditLog, deadLetters, eventRetention, events, inbox } from '#db/schema/platform';
import { prescriptions } from '#db/schema/prescriptions';
import {
  goodsReceiptLines,
  goodsReceipts,
  purchaseOrderLines,
  purchaseOrders,
  supplierReturnLines,
  supplierReturns,
} from '#db/schema/purchasing';
import { sagas } from '#db/schema/sagas';
import { purchasingRules, reorderLevels, supplierItems, suppliers } from '#db/schema/suppliers';
import { creditTerms, quotations, takenCarts } from '#db/schema/trade-orders';
import { valueAccounts, valueEntries } from '#db/schema/vouchers';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '#db/schema/webhooks';
import type { Fact } from '#platform/facts';
import { randomIds } from '#platform/ids';
import { recordsOfStock, stockDocumentTables } from './guarded-stock.ts';

/** Two stores with an order each and somebody of every kind: rows in every table that row-level security guards. */

const id = () => randomIds.next();

export const [asha, ravi, manager, doctor, partner] = [id(), id(), id(), id(), id()] as [
  string,
  string,
  string,
  string,
  string,
];
export const dealerFirm = { id: id(), memberId: id() };
export const pune = { id: id(), orderId: id(), buyer: asha, token: 'token-of-asha' };
export const thane = { id: id(), orderId: id(), buyer: ravi, token: 'token-of-ravi' };

const ofStores = [orders, orderLines, orderTimeline, payments, messages, stockMovements, salesByDay];
const ofFulfilment = [
  creditNotes,
  fulfilmentLines,
  orderDeliveries,
  orderReturnLines,
  orderReturns,
  shelfPlaces,
  shipmentLines,
  shipments,
];
const ofPayments = [
  disputes,
  paymentIntents,
  paymentReports,
  refunds,
  settlementDifferences,
  settlementLines,
  settlements,
];
const ofPeople = [people, dealers, licences, roleGrants, invitations, apiKeys, addresses, consents];
const ofPartners = [webhookEndpoints, webhookDeliveries, webhookAttempts];
const ofPurchasing = [
  suppliers,
  supplierItems,
  purchasingRules,
  reorderLevels,
  purchaseOrders,
  purchaseOrderLines,
  goodsReceipts,
  goodsReceiptLines,
  supplierReturns,
  supplierReturnLines,
];
const ofPrescriptions = [prescriptions];
const ofValue = [valueAccounts, valueEntries];
const ofTrade = [takenCarts, quotations, creditTerms];
const ofPlatform = [auditLog, events, eventRetention, inbox, deadLetters, sagas];
export const guardedTables = [
  ...ofStores,
  ...ofFulfilment,
  ...ofPayments,
  ...ofPeople,
  ...ofPartners,
  ...ofPurchasing,
  ...stockDocumentTables,
  ...ofPrescriptions,
  ...ofValue,
  ...ofTrade,
  ...ofPlatform,
]
  .map((table) => getTableName(table))
  .toSorted();

const plainValues: Readonly<Record<string, unknown>> = {
  integer: 1,
  bigint: 1,
  boolean: false,
  jsonb: {},
  date: '2026-11-22',
  'timestamp with time zone': '2026-11-22T12:00:00.000Z',
};

function plainValue(column: PgColumn): unknown {
  if (!column.notNull) return null;
  const type = column.getSQLType();
  if (column.dimensions > 0) return [];
  if (type === 'uuid') return id();
  return type === 'text' ? (column.enumValues?.[0] ?? id()) : plainValues[type];
}

/** A row with the columns that matter here; the others hold anything that the table takes. */
function rowOf(table: PgTable, matters: Record<string, unknown>): Fact {
  const columns = Object.values(getTableColumns(table));
  const row = Object.fromEntries(columns.map((column) => [column.name, matters[column.name] ?? plainValue(column)]));
  return { table: getTableName(table), row };
}

function recordsOfStore({ id: store_id, orderId: order_id, buyer, token }: typeof pune): Fact[] {
  const event_id = id();
  const [shipment_id, return_id, payment_id] = [id(), id(), id()];
  return [
    rowOf(stores, { id: store_id }),
    rowOf(orders, { id: order_id, store_id, person_id: buyer, token_hash: token }),
    rowOf(orderLines, { order_id }),
    rowOf(orderTimeline, { order_id }),
    rowOf(payments, { id: payment_id, order_id }),
    rowOf(paymentIntents, { store_id }),
    rowOf(refunds, { payment_id, order_id, store_id }),
    rowOf(disputes, { store_id }),
    rowOf(fulfilmentLines, { order_id, store_id }),
    rowOf(shipments, { id: shipment_id, order_id, store_id }),
    rowOf(shipmentLines, { shipment_id }),
    rowOf(orderDeliveries, { order_id }),
    rowOf(orderReturns, { id: return_id, order_id, store_id }),
    rowOf(orderReturnLines, { return_id }),
    rowOf(creditNotes, { id: return_id, order_id, store_id }),
    rowOf(prescriptions, { store_id, person_id: buyer }),
    rowOf(shelfPlaces, { store_id }),
    rowOf(messages, { subject_id: order_id }),
    rowOf(stockMovements, { store_id }),
    rowOf(salesByDay, { store_id }),
    rowOf(auditLog, { store_id }),
    rowOf(events, { id: event_id, store_id }),
    rowOf(inbox, { event_id }),
    rowOf(sagas, { store_id }),
    rowOf(takenCarts, { store_id }),
    rowOf(quotations, { store_id }),
    rowOf(deadLetters, { event_id }),
    rowOf(licences, {
      holder_kind: 'store',
      holder_id: store_id,
      kind: '20-C',
      valid_from: '2026-01-01',
      valid_to: '2030-12-31',
    }),
  ];
}

/** One remedy of one supplier, so that documents have something to name. */
const goods = { brandId: id(), productId: id(), variantId: id(), batchId: id(), supplierId: id() };
const recordsOfGoods = (): Fact[] => [
  rowOf(brands, { id: goods.brandId }),
  rowOf(products, { id: goods.productId, brand_id: goods.brandId }),
  rowOf(variants, { id: goods.variantId, product_id: goods.productId }),
  rowOf(batches, { id: goods.batchId, variant_id: goods.variantId }),
  rowOf(suppliers, { id: goods.supplierId }),
  rowOf(supplierItems, { supplier_id: goods.supplierId, variant_id: goods.variantId }),
];

function recordsOfPurchasing({ id: store_id }: typeof pune): Fact[] {
  const [order_id, receipt_id, return_id] = [id(), id(), id()];
  const [supplier_id, variant_id, batch_id] = [goods.supplierId, goods.variantId, goods.batchId];
  return [
    rowOf(purchasingRules, { store_id }),
    rowOf(reorderLevels, { store_id, variant_id }),
    rowOf(purchaseOrders, { id: order_id, store_id, supplier_id }),
    rowOf(purchaseOrderLines, { order_id, store_id, variant_id }),
    rowOf(goodsReceipts, { id: receipt_id, store_id, supplier_id }),
    rowOf(goodsReceiptLines, { receipt_id, store_id, batch_id }),
    rowOf(supplierReturns, { id: return_id, store_id, supplier_id }),
    rowOf(supplierReturnLines, { return_id, store_id }),
  ];
}

const recordsOfBuyer = (person_id: string): Fact[] => [
  rowOf(people, { id: person_id, kind: 'customer' }),
  rowOf(addresses, { person_id }),
  rowOf(consents, { person_id }),
  rowOf(roleGrants, { person_id, scope: 'own' }),
  rowOf(apiKeys, { owner_id: person_id }),
];

function recordsOfPartner(): Fact[] {
  const [endpoint_id, delivery_id] = [id(), id()];
  return [
    rowOf(people, { id: partner, kind: 'partner' }),
    rowOf(webhookEndpoints, { id: endpoint_id, owner_id: partner }),
    rowOf(webhookDeliveries, { id: delivery_id, endpoint_id }),
    rowOf(webhookAttempts, { delivery_id }),
  ];
}

/** A gift card of nobody, the store credit of a customer and the credit of a dealer, with something on each. */
const recordsOfValue = (): Fact[] =>
  [{}, { kind: 'store_credit', person_id: asha }, { kind: 'dealer_credit', dealer_id: dealerFirm.id }].flatMap(
    (owner) => {
      const account_id = id();
      return [rowOf(valueAccounts, { id: account_id, ...owner }), rowOf(valueEntries, { account_id })];
    },
  );

const settlementId = id();

export const companyRecords: readonly Fact[] = [
  ...recordsOfStore(pune),
  ...recordsOfStore(thane),
  ...recordsOfGoods(),
  ...recordsOfPurchasing(pune),
  ...recordsOfPurchasing(thane),
  ...recordsOfStock(rowOf, pune.id, goods.batchId),
  ...recordsOfStock(rowOf, thane.id, goods.batchId),
  rowOf(dealers, { id: dealerFirm.id }),
  rowOf(licences, { holder_kind: 'dealer', holder_id: dealerFirm.id }),
  rowOf(people, { id: dealerFirm.memberId, kind: 'dealer', dealer_id: dealerFirm.id }),
  ...recordsOfBuyer(asha),
  ...recordsOfBuyer(ravi),
  rowOf(people, { id: manager, kind: 'staff' }),
  rowOf(roleGrants, { person_id: manager, scope: 'stores', store_ids: [pune.id] }),
  rowOf(people, { id: doctor, kind: 'doctor' }),
  rowOf(invitations, { invited_by: `person:${manager}`, kind: 'staff' }),
  ...recordsOfPartner(),
  ...recordsOfValue(),
  rowOf(creditTerms, { dealer_id: dealerFirm.id }),
  // Of the company itself, of no store and about no order.
  rowOf(paymentReports, {}),
  rowOf(settlements, { id: settlementId }),
  rowOf(settlementLines, { settlement_id: settlementId }),
  rowOf(settlementDifferences, { settlement_id: settlementId }),
  rowOf(auditLog, {}),
  rowOf(events, {}),
  rowOf(messages, { subject_id: 'about nothing' }),
];
