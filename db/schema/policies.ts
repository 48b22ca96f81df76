import { type SQL, sql } from 'drizzle-orm';
import { type PgPolicyConfig, type PgTable, pgPolicy, pgRole } from 'drizzle-orm/pg-core';
import { APP_ROLE } from '../record-scope.ts';
import { salesByDay } from './analytics.ts';
import { messages } from './campaigns.ts';
import {
  creditNotes,
  fulfilmentLines,
  orderReturnLines,
  orderReturns,
  shelfPlaces,
  shipmentLines,
  shipments,
} from './fulfilment.ts';
import { stockMovements } from './inventory.ts';
import { orderLines, orders, orderTimeline, payments } from './orders.ts';
import { addresses, apiKeys, consents, dealers, invitations, licences, people, roleGrants } from './people.ts';
import { auditLog, deadLetters, eventRetention, events, inbox } from './platform.ts';
import {
  goodsReceiptLines,
  goodsReceipts,
  purchaseOrderLines,
  purchaseOrders,
  supplierReturnLines,
  supplierReturns,
} from './purchasing.ts';
import { sagas } from './sagas.ts';
import { purchasingRules, reorderLevels, supplierItems, suppliers } from './suppliers.ts';
import { valueAccounts, valueEntries } from './vouchers.ts';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from './webhooks.ts';

/**
 * Which rows the role of requests may read and write, by the settings of db/record-scope.ts. Without settings: none. The
 * functions stand in the migration `record_scope`; `(select ...)` around them makes Postgres ask once a statement, not once
 * a row. A subquery on another table sees of it what that table's own policies let through, so children follow their parents.
 */
const tinctureApp = pgRole(APP_ROLE).existing();

export const everything = sql.raw('(select app_sees_everything())');
const everybody = sql.raw('(select app_sees_everybody())');
const personId = sql.raw('(select app_person_id())');
const storeIds = sql.raw('(select app_store_ids())');
const peopleStoreIds = sql.raw('(select app_people_store_ids())');
export const isKnown = sql.raw('(select app_is_known())');
export const isStaff = sql.raw('(select app_is_staff())');

const either = (...rules: readonly SQL[]): SQL => sql`(${sql.join([...rules], sql.raw(' or '))})`;
export const inStores = (store: string): SQL => sql`${sql.raw(store)} = any (${storeIds}::uuid[])`;
export const isMe = (person: string): SQL => sql`${sql.raw(person)} = ${personId}`;
/** As `describeActor` writes it: `person:<id>`, or `person:<id> by app:<id>`. */
const signedByMe = (actor: string): SQL => sql`split_part(${sql.raw(actor)}, ' ', 1) = 'person:' || ${personId}`;
export const exists = (rows: string, ...and: readonly SQL[]): SQL =>
  sql`exists (select 1 from ${sql.join([sql.raw(rows), ...and], sql.raw(' and '))})`;

const policy = (table: PgTable, name: string, config: PgPolicyConfig) =>
  pgPolicy(name, { ...config, to: tinctureApp }).link(table);
export const reading = (table: PgTable, name: string, ...rules: readonly SQL[]) =>
  policy(table, `${name}_read`, { for: 'select', using: either(...rules) });
const adding = (table: PgTable, name: string, ...rules: readonly SQL[]) =>
  policy(table, `${name}_add`, { for: 'insert', withCheck: either(...rules) });
export const writing = (table: PgTable, name: string, ...rules: readonly SQL[]) =>
  policy(table, `${name}_write`, { for: 'all', using: either(...rules), withCheck: either(...rules) });

// ---- records of a store

export const itsStore = either(everything, inStores('store_id'));
/** A function above row-level security: who may see a person depends on orders, so orders may not ask for people. */
export const ofMyDealer = sql.raw('dealer_id = (select app_dealer_id())');
/** What is written of an order may be read by whoever may read the order, and written by its store. */
const ofOrder = (order: string) => either(everything, exists(`orders o where o.id = ${order}`));
const ofOrderInStores = (order: string) =>
  either(everything, exists(`orders o where o.id = ${order}`, inStores('o.store_id')));

export const ordersRead = reading(
  orders,
  'orders',
  itsStore,
  isMe('person_id'),
  ofMyDealer,
  sql.raw('token_hash = (select app_order_token())'),
  // A function of its own, because the lines of a fulfilment follow their order and a policy may not ask itself.
  sql.raw('app_ships_order(id)'),
);
export const ordersWrite = writing(orders, 'orders', itsStore);
export const orderLinesRead = reading(orderLines, 'order_lines', ofOrder('order_id'));
export const orderLinesWrite = writing(orderLines, 'order_lines', ofOrderInStores('order_id'));
export const orderTimelineRead = reading(orderTimeline, 'order_timeline', ofOrder('order_id'));
export const orderTimelineWrite = writing(orderTimeline, 'order_timeline', ofOrderInStores('order_id'));
export const paymentsRead = reading(payments, 'payments', ofOrder('order_id'));
export const paymentsWrite = writing(payments, 'payments', ofOrderInStores('order_id'));
export const shelfPlacesWrite = writing(shelfPlaces, 'shelf_places', itsStore);
export const fulfilmentLinesRead = reading(fulfilmentLines, 'fulfilment_lines', itsStore, ofOrder('order_id'));
export const fulfilmentLinesWrite = writing(fulfilmentLines, 'fulfilment_lines', ofOrderInStores('order_id'));
export const shipmentsRead = reading(shipments, 'shipments', itsStore, ofOrder('order_id'));
export const shipmentsWrite = writing(shipments, 'shipments', itsStore, ofOrderInStores('order_id'));
const ofShipment = exists('shipments s where s.id = shipment_id');
export const shipmentLinesRead = reading(shipmentLines, 'shipment_lines', everything, ofShipment);
export const shipmentLinesWrite = writing(
  shipmentLines,
  'shipment_lines',
  everything,
  exists('shipments s where s.id = shipment_id', inStores('s.store_id')),
);
export const orderReturnsRead = reading(orderReturns, 'order_returns', ofOrder('order_id'));
export const orderReturnsWrite = writing(orderReturns, 'order_returns', itsStore);
export const orderReturnLinesRead = reading(
  orderReturnLines,
  'order_return_lines',
  everything,
  exists('order_returns r where r.id = return_id'),
);
export const orderReturnLinesWrite = writing(
  orderReturnLines,
  'order_return_lines',
  everything,
  exists('order_returns r where r.id = return_id', inStores('r.store_id')),
);
export const creditNotesRead = reading(creditNotes, 'credit_notes', ofOrder('order_id'));
export const creditNotesWrite = writing(creditNotes, 'credit_notes', itsStore);
export const messagesRead = reading(
  messages,
  'messages',
  ofOrder('app_uuid(subject_id)'),
  isMe('app_uuid(subject_id)'),
);
/** Whoever does something may have a message sent about it; what becomes of it is the sender's business. */
export const messagesAdd = adding(messages, 'messages', isKnown);
export const messagesWrite = writing(messages, 'messages', ofOrderInStores('app_uuid(subject_id)'));
export const stockMovementsWrite = writing(stockMovements, 'stock_movements', itsStore);
export const salesByDayWrite = writing(salesByDay, 'sales_by_day', itsStore);

// ---- accounts: a person's own, and whoever has a permission about people

/** Somebody who works in these stores or has bought there. */
const ofPeopleStores = (person: string): SQL =>
  either(
    exists(`role_grants g where g.person_id = ${person}`, sql`g.store_ids && ${peopleStoreIds}::uuid[]`),
    exists(`orders o where o.person_id = ${person}`, sql`o.store_id = any (${peopleStoreIds}::uuid[])`),
  );
const anyPeopleStore = sql`cardinality(${peopleStoreIds}::uuid[]) > 0`;
const itsOwner = (owner: string) => either(everybody, isMe(owner));
const myDealer = (dealer: string) => exists(`people p where p.dealer_id = ${dealer}`, isMe('p.id'));

/** Doctors belong to no store: whoever looks after people in one may look up and verify them. */
export const peopleWrite = writing(
  people,
  'people',
  itsOwner('id'),
  sql`(kind = 'doctor' and ${anyPeopleStore})`,
  ofPeopleStores('people.id'),
);
export const dealersRead = reading(dealers, 'dealers', everybody, anyPeopleStore, myDealer('dealers.id'));
export const dealersWrite = writing(dealers, 'dealers', everybody, anyPeopleStore);
/** Whole, because whoever may change a person must see whether that person holds more than they do themselves. */
export const roleGrantsRead = reading(roleGrants, 'role_grants', itsOwner('person_id'), anyPeopleStore);
/** Nobody gives what reaches further than their own stores; in an emergency staff take for themselves what ends by itself. */
export const roleGrantsWrite = writing(
  roleGrants,
  'role_grants',
  everybody,
  sql`(scope = 'stores' and cardinality(store_ids) > 0 and store_ids <@ ${peopleStoreIds}::uuid[])`,
  sql`(kind = 'break_glass' and expires_at is not null and ${isMe('person_id')} and ${isStaff})`,
);
export const invitationsWrite = writing(invitations, 'invitations', everybody, signedByMe('invited_by'));
export const apiKeysWrite = writing(apiKeys, 'api_keys', itsOwner('owner_id'));
export const addressesWrite = writing(addresses, 'addresses', itsOwner('person_id'));
export const consentsWrite = writing(consents, 'consents', itsOwner('person_id'));

const storeLicence = sql`(holder_kind = 'store' and ${either(everything, inStores('holder_id'))})`;
export const licencesRead = reading(
  licences,
  'licences',
  storeLicence,
  sql`(holder_kind = 'dealer' and ${either(isStaff, myDealer('licences.holder_id'))})`,
);
export const licencesWrite = writing(licences, 'licences', storeLicence, sql`(holder_kind = 'dealer' and ${isStaff})`);

// ---- value

/** Good in every store, so that staff of any store may look for it; and whoever brings the code of a gift card finds it. */
export const valueAccountsRead = reading(
  valueAccounts,
  'value_accounts',
  everything,
  isStaff,
  isMe('person_id'),
  sql.raw('code_hash = (select app_order_token())'),
  myDealer('value_accounts.dealer_id'),
);
/** Gift cards and limits of dealers are the company’s; store credit is given wherever goods come back. */
export const valueAccountsWrite = writing(
  valueAccounts,
  'value_accounts',
  everything,
  sql`(kind = 'store_credit' and ${isStaff})`,
);
/** Written by the accounts themselves. */
export const valueEntriesRead = reading(
  valueEntries,
  'value_entries',
  exists('value_accounts a where a.id = account_id'),
);

// ---- partners

export const webhookEndpointsWrite = writing(webhookEndpoints, 'webhook_endpoints', everything, isMe('owner_id'));
export const webhookDeliveriesWrite = writing(
  webhookDeliveries,
  'webhook_deliveries',
  everything,
  exists('webhook_endpoints e where e.id = endpoint_id'),
);
export const webhookAttemptsWrite = writing(
  webhookAttempts,
  'webhook_attempts',
  everything,
  exists('webhook_deliveries d where d.id = delivery_id'),
);

// ---- the platform

const knownWithoutStore = sql`(store_id is null and ${isKnown})`;
export const auditLogRead = reading(auditLog, 'audit_log', itsStore, signedByMe('actor'));
/** Everybody signs with their own name, in whichever store it was done. */
export const auditLogAdd = adding(auditLog, 'audit_log', itsStore, knownWithoutStore, signedByMe('actor'));
export const eventsRead = reading(events, 'events', itsStore);
export const eventsAdd = adding(events, 'events', inStores('store_id'), knownWithoutStore);
export const eventsWrite = writing(events, 'events', everything);
export const inboxRead = reading(inbox, 'inbox', everything, exists('events e where e.id = event_id'));
export const inboxWrite = writing(inbox, 'inbox', everything);
export const sagasRead = reading(sagas, 'sagas', itsStore);
export const sagasWrite = writing(sagas, 'sagas', itsStore);
export const eventRetentionRead = reading(eventRetention, 'event_retention', everything);
export const deadLettersWrite = writing(deadLetters, 'dead_letters', everything);

// ---- purchasing: suppliers are the company's, documents their store's

export const suppliersRead = reading(suppliers, 'suppliers', everything, isStaff);
export const suppliersWrite = writing(suppliers, 'suppliers', everything);
/** A receipt notes the last cost, whoever of the staff receives. */
export const supplierItemsWrite = writing(supplierItems, 'supplier_items', everything, isStaff);
export const purchasingRulesRead = reading(
  purchasingRules,
  'purchasing_rules',
  itsStore,
  sql`(store_id is null and ${isStaff})`,
);
export const purchasingRulesWrite = writing(purchasingRules, 'purchasing_rules', everything);
export const reorderLevelsWrite = writing(reorderLevels, 'reorder_levels', itsStore);
export const purchaseOrdersWrite = writing(purchaseOrders, 'purchase_orders', itsStore);
export const purchaseOrderLinesWrite = writing(purchaseOrderLines, 'purchase_order_lines', itsStore);
export const goodsReceiptsWrite = writing(goodsReceipts, 'goods_receipts', itsStore);
export const goodsReceiptLinesWrite = writing(goodsReceiptLines, 'goods_receipt_lines', itsStore);
export const supplierReturnsWrite = writing(supplierReturns, 'supplier_returns', itsStore);
export const supplierReturnLinesWrite = writing(supplierReturnLines, 'supplier_return_lines', itsStore);
