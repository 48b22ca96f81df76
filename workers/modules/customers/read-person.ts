import { getTableColumns, sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { people } from '#db/schema/people';
import { AppError } from '#platform/errors';
import type { PersonalData } from '#platform/personal-data';

type PersonRow = typeof people.$inferSelect;

/** A person with what is sealed of them opened. */
export interface OpenPerson {
  row: PersonRow;
  name: string | null;
  email: string | null;
  phone: string | null;
}

interface PersonJson {
  person: Record<string, unknown>;
}

/** One round trip. Throws `not_found` for nobody and for somebody who was erased. */
export async function readPerson(db: Database, personal: PersonalData, personId: string): Promise<OpenPerson> {
  const [found] = await db.query<PersonJson>(personQuery(personId));
  return openPerson(personal, found);
}

export const personQuery = (personId: string) =>
  sql`select to_jsonb(p) as person from ${people} p where p.id = ${personId}::uuid and p.status <> 'erased'`;

export async function openPerson(personal: PersonalData, found: PersonJson | undefined): Promise<OpenPerson> {
  if (found === undefined) throw new AppError('not_found', 'There is no such person.');
  const columns = Object.entries(getTableColumns(people));
  const row = Object.fromEntries(columns.map(([key, { name }]) => [key, found.person[name] ?? null])) as PersonRow;
  const [name, email, phone] = await Promise.all([
    row.name === null ? null : personal.open('people.name', row.name),
    row.email === null ? null : personal.open('people.email', row.email),
    row.phone === null ? null : personal.open('people.phone', row.phone),
  ]);
  return { row, name, email, phone };
}
