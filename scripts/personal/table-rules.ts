import { openBuyer, sealBuyer } from '#modules/orders';
import type { Buyer } from '#platform/objects';
import type { PersonalData } from '#platform/personal-data';
import { type MadeUp, madeUp } from './made-up.ts';

export type Row = Record<string, unknown>;

export interface MaskTools {
  /** Opens what the original holds, and seals for the copy: keys of two companies. */
  original: PersonalData;
  copy: PersonalData;
  /** Whom a person of the records has become: filled by `people`, which comes before what belongs to them. */
  people: Map<string, MadeUp>;
}

type Rule = (row: Row, tools: MaskTools) => Promise<Row> | Row;

/** Goods, prices, stock, accounts: nothing about a person. Copied as they are. */
export const copiedTables: ReadonlySet<string> = new Set([
  'batch_lineage',
  'batches',
  'bottle_dispensings',
  'brands',
  'coupons',
  'credit_notes',
  'credit_terms',
  'custom_roles',
  'delivery_rates',
  'delivery_slots',
  'delivery_zones',
  'disputes',
  'fulfilment_lines',
  'goods_receipt_lines',
  'goods_receipts',
  'imports',
  'kit_components',
  'media',
  'milestones',
  'order_deliveries',
  'order_lines',
  'order_return_lines',
  'passages',
  'payment_intents',
  'payment_reports',
  'payments',
  'prescription_needs',
  'prescription_policies',
  'price_floors',
  'price_lists',
  'prices',
  'product_cards',
  'product_ingredients',
  'products',
  'promotions',
  'purchase_order_lines',
  'purchase_orders',
  'purchasing_rules',
  'quantity_breaks',
  'recall_stores',
  'recalls',
  'refunds',
  'remedies',
  'remedy_names',
  'reorder_levels',
  'return_policies',
  'sales_by_day',
  'settlement_differences',
  'settlement_lines',
  'settlements',
  'shelf_places',
  'shipment_lines',
  'stock_count_entries',
  'stock_differences',
  'stock_levels',
  'stock_movements',
  'stock_proofs',
  'stock_reasons',
  'stock_transfer_pieces',
  'stores',
  'supplier_items',
  'supplier_return_lines',
  'supplier_returns',
  'tax_rates',
  'translations',
  'variants',
]);

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The same address is the same made-up person, wherever it stands. */
const fromEmail = async (tools: MaskTools, email: string): Promise<MadeUp> =>
  madeUp(await tools.original.indexOf('email', email));

async function people(row: Row, tools: MaskTools): Promise<Row> {
  const [id, name, email, phone] = [String(row.id), textOf(row.name), textOf(row.email), textOf(row.phone)];
  const somebody = await fromEmail(tools, email === null ? id : await tools.original.open('people.email', email));
  tools.people.set(id, somebody);
  const { copy } = tools;
  return {
    ...row,
    name: name && (await copy.seal('people.name', somebody.name)),
    email: email && (await copy.seal('people.email', somebody.email)),
    email_index: email && (await copy.indexOf('email', somebody.email)),
    phone: phone && (await copy.seal('people.phone', somebody.phone)),
    phone_index: phone && (await copy.indexOf('phone', somebody.phone)),
    registration_number: row.registration_number === null ? null : `MASKED-${somebody.email.slice(0, 8)}`,
  };
}

/** City and PIN together are a street for some; the state stays, because tax depends on it. */
const maskedPlace = { line1: '', line2: null, city: 'Masked', postalCode: '100001', country: 'IN' } as const;

async function addresses(row: Row, tools: MaskTools): Promise<Row> {
  const kept = JSON.parse(await tools.original.open('addresses.address', String(row.address))) as { stateCode: string };
  const { name, phone, line1 } = tools.people.get(String(row.person_id)) ?? madeUp('');
  const masked = { label: '', name, phone, ...maskedPlace, line1, stateCode: kept.stateCode };
  return { ...row, address: await tools.copy.seal('addresses.address', JSON.stringify(masked)) };
}

async function orders(row: Row, tools: MaskTools): Promise<Row> {
  const { contact, shippingAddress } = await openBuyer(tools.original, {
    contact: textOf(row.contact),
    shippingAddress: String(row.shipping_address),
    contactName: textOf(row.contact_name),
    contactEmail: textOf(row.contact_email),
    contactPhone: textOf(row.contact_phone),
  });
  const { line1, ...somebody } = await fromEmail(tools, contact.email);
  const { line2: _, ...place } = maskedPlace;
  const buyer: Buyer = {
    contact: { name: somebody.name, email: somebody.email, phone: somebody.phone },
    shippingAddress: { ...place, line1, stateCode: shippingAddress.stateCode },
  };
  const sealed = await sealBuyer(tools.copy, buyer);
  return {
    ...row,
    contact: sealed.contact,
    shipping_address: sealed.shippingAddress,
    email_index: sealed.emailIndex,
    phone_index: sealed.phoneIndex,
    contact_name: null,
    contact_email: null,
    contact_phone: null,
    // Nobody's token opens an order of the copy.
    token_hash: '',
  };
}

const maskedContent = { title: 'Masked', bodyText: 'Masked', bodyHtml: '<p>Masked</p>' };

/** That a message was sent stays; to whom and what it said does not, and nothing is sent again. */
async function messages(row: Row, { original, copy }: MaskTools): Promise<Row> {
  const isPlain = row.content === null && row.body_text !== null;
  const recipient = isPlain ? String(row.recipient) : await original.open('messages.recipient', String(row.recipient));
  const { email } = madeUp(await original.indexOf('email', recipient));
  return {
    ...row,
    recipient: await copy.seal('messages.recipient', email),
    recipient_index: await copy.indexOf('email', email),
    content: await copy.seal('messages.content', JSON.stringify(maskedContent)),
    title: null,
    body_text: null,
    body_html: null,
    failure: null,
    due_at: null,
    status: row.status === 'sent' ? 'sent' : 'failed',
  };
}

async function licences(row: Row, { original, copy }: MaskTools): Promise<Row> {
  const seed = await original.indexOf('email', String(row.id));
  const isDealers = row.holder_kind === 'dealer';
  return {
    ...row,
    number: isDealers || row.kind === 'pharmacist' ? `MASKED-${seed.slice(0, 8)}` : row.number,
    holder_name: row.holder_name === null ? null : await copy.seal('licences.holder_name', madeUp(seed).name),
  };
}

async function suppliers(row: Row, { original, copy }: MaskTools): Promise<Row> {
  const { name, email, phone } = madeUp(await original.indexOf('email', String(row.id)));
  return {
    ...row,
    name: `Supplier ${String(row.id).slice(-8)}`,
    gstin: null,
    contact: row.contact === null ? null : await copy.seal('suppliers.contact', JSON.stringify({ name, email, phone })),
  };
}

/** Tables with something about people, and what becomes of it. A table in neither list stays empty in the copy. */
export const changedTables: Readonly<Record<string, Rule>> = {
  people,
  addresses,
  orders,
  messages,
  licences,
  suppliers,
  // A token opens a cart; a contact is somebody's.
  quotations: (row) => ({ ...row, contact: null }),
  dealers: (row) => ({ ...row, name: `Dealer ${String(row.id).slice(-8)}`, gstin: null }),
  consents: (row) => ({ ...row, proof: {} }),
  // What staff wrote in their own words may name somebody.
  stock_adjustments: (row) => ({ ...row, note: null }),
  stock_counts: (row) => ({ ...row, note: null }),
  stock_repacks: (row) => ({ ...row, note: null }),
  stock_transfers: (row) => ({ ...row, note: null }),
  stock_transfer_lines: (row) => ({ ...row, reason: null }),
  open_bottles: (row) => ({ ...row, closed_for: null }),
  order_timeline: (row) => ({ ...row, note: null }),
  order_returns: (row) => ({ ...row, note: null, due_at: null }),
  // A tracking number leads to a door.
  shipments: (row) => ({ ...row, tracking_number: null, tracking_url: null, carrier_ref: null }),
  // Whoever holds a card of the company must not hold one of the copy.
  value_accounts: (row) => ({ ...row, code_hash: null, issue_key: null, reason: '' }),
  value_entries: (row) => ({ ...row, reference: row.kind === 'capture' ? row.reference : '' }),
  role_grants: (row) => ({ ...row, reason: null }),
  events: (row) => ({ ...row, due_at: null }),
};
