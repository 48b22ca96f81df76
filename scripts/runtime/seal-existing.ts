import { sql } from 'drizzle-orm';
import { BULK_DEADLINE_MS, type Database, openDatabase } from '#db/client';
import { sealBuyer } from '#modules/orders';
import type { Buyer } from '#platform/objects';
import type { PersonalData } from '#platform/personal-data';
import { openPersonalData } from '#platform/personal-keys';
import type { DatabaseConnection } from './start-database.ts';

/** Rows sealed and written in one statement. */
const PAGE = 500;

export interface SealedCounts {
  orders: number;
  messages: number;
}

interface PlainOrder {
  id: string;
  contact_name: string | null;
  contact_email: string | null;
  contact_phone: string | null;
  shipping_address: string;
}

interface PlainMessage {
  id: string;
  recipient: string;
  title: string | null;
  body_text: string;
  body_html: string | null;
}

/** What follows the migrations, of every database: nothing, unless an earlier release wrote to it. Tells what was sealed. */
export async function sealPlainRows(
  connection: DatabaseConnection,
  findKeys: () => string,
): Promise<SealedCounts | undefined> {
  const db = openDatabase({ ...connection, deadlineMs: BULK_DEADLINE_MS });
  return (await hasPlainRows(db)) ? sealExisting(db, openPersonalData(findKeys())) : undefined;
}

/** Whether rows from before contacts were sealed are left. Ends at the first one; without the plain columns there are none. */
export async function hasPlainRows(db: Database): Promise<boolean> {
  const columns = await db.query(sql`select from information_schema.columns
    where table_schema = 'public' and table_name = 'orders' and column_name = 'contact_name'`);
  if (columns.length === 0) return false;
  const [row] = await db.query<{ left: boolean }>(sql`select exists (select from orders where contact is null)
    or exists (select from messages where content is null and body_text is not null) as left`);
  return row?.left === true;
}

/**
 * Seals what orders and messages of an earlier release hold in plain columns, and empties those. Each page is one statement,
 * and a row that was sealed is no longer found: it can be cut off and run again at any time.
 */
export async function sealExisting(db: Database, personal: PersonalData): Promise<SealedCounts> {
  return { orders: await sealOrders(db, personal), messages: await sealMessages(db, personal) };
}

async function sealOrders(db: Database, personal: PersonalData): Promise<number> {
  for (let sealed = 0; ; ) {
    const rows = await db.query<PlainOrder>(sql`select id, contact_name, contact_email, contact_phone, shipping_address
      from orders where contact is null order by id limit ${PAGE}`);
    if (rows.length === 0) return sealed;
    const page = await Promise.all(
      rows.map(async (row) => {
        const { contact, shippingAddress, emailIndex, phoneIndex } = await sealBuyer(personal, buyerOf(row));
        return { id: row.id, contact, address: shippingAddress, email: emailIndex, phone: phoneIndex };
      }),
    );
    await db.query(sql`update orders o set contact = page.contact, shipping_address = page.address,
        email_index = page.email, phone_index = page.phone, contact_name = null, contact_email = null, contact_phone = null
      from jsonb_to_recordset(${JSON.stringify(page)}::jsonb)
        as page(id uuid, contact text, address text, email text, phone text)
      where o.id = page.id and o.contact is null`);
    sealed += rows.length;
  }
}

const buyerOf = (row: PlainOrder): Buyer => ({
  contact: { name: row.contact_name ?? '', email: row.contact_email ?? '', phone: row.contact_phone ?? '' },
  shippingAddress: JSON.parse(row.shipping_address) as Buyer['shippingAddress'],
});

async function sealMessages(db: Database, personal: PersonalData): Promise<number> {
  for (let sealed = 0; ; ) {
    const rows = await db.query<PlainMessage>(sql`select id, recipient, title, body_text, body_html
      from messages where content is null and body_text is not null order by id limit ${PAGE}`);
    if (rows.length === 0) return sealed;
    const page = await Promise.all(
      rows.map(async ({ id, recipient, title, body_text, body_html }) => {
        const content = JSON.stringify({ title: title ?? '', bodyText: body_text, bodyHtml: body_html ?? '' });
        return {
          id,
          recipient: await personal.seal('messages.recipient', recipient),
          index: await personal.indexOf('email', recipient),
          content: await personal.seal('messages.content', content),
        };
      }),
    );
    await db.query(sql`update messages m set recipient = page.recipient, recipient_index = page.index,
        content = page.content, title = null, body_text = null, body_html = null
      from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) as page(id uuid, recipient text, index text, content text)
      where m.id = page.id and m.content is null`);
    sealed += rows.length;
  }
}
