import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { testContext } from '#platform/context.test-support';
import type { PersonalData, SealedPlace } from '#platform/personal-data';

interface Column {
  table: string;
  column: string;
}

/** Every place that a sealed value may stand in. */
const places: Record<SealedPlace, true> = {
  'people.name': true,
  'people.email': true,
  'people.phone': true,
  'addresses.address': true,
  'orders.contact': true,
  'orders.shipping_address': true,
  'invitations.email': true,
  'messages.recipient': true,
  'messages.content': true,
  'webhook_endpoints.secret': true,
  'licences.holder_name': true,
  'suppliers.contact': true,
  'taken_carts.token': true,
  'quotations.contact': true,
  'prescriptions.file_secret': true,
};

export interface Finding extends Column {
  word: string;
}

const words = (db: Database) =>
  db.query<Column>(sql`select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')
      and (data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY'))`);

/**
 * Where in all text of all tables one of the words stands, plainly or inside a sealed value: what a thief with the database
 * and its keys would find.
 */
export async function findAnywhere(
  db: Database,
  searched: readonly string[],
  personal: PersonalData = testContext().personal,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { table, column } of await words(db)) {
    const rows = await db.query<{ value: string }>(
      sql`select ${sql.identifier(column)}::text as value from ${sql.identifier(table)} where ${sql.identifier(column)} is not null`,
    );
    for (const { value } of rows) {
      const text = `${value} ${await opened(personal, { table, column }, value)}`.toLowerCase();
      findings.push(
        ...searched.filter((word) => text.includes(word.toLowerCase())).map((word) => ({ table, column, word })),
      );
    }
  }
  return findings;
}

/** In its own column first, then in every other: a value that was moved must not hide. */
async function opened(personal: PersonalData, { table, column }: Column, value: string): Promise<string> {
  if (!value.startsWith('pd1.')) return '';
  const own = await personal.open(`${table}.${column}` as SealedPlace, value).catch(() => undefined);
  if (own !== undefined) return own;
  const tries = (Object.keys(places) as SealedPlace[]).map((place) => personal.open(place, value));
  return Promise.any(tries).catch(() => '');
}
