import { type SQL, sql } from 'drizzle-orm';
import { people } from '#db/schema/people';
import { AppError } from '#platform/errors';
import type { PersonalData } from '#platform/personal-data';
import type { AddressContent, AddressView } from '../schemas.ts';

export interface AddressRow {
  id: string;
  address: string;
  is_default: boolean;
  created_at: string;
}

/** Field by field: nothing but this is sealed, and always in this order. */
const contentOf = ({
  label,
  name,
  phone,
  line1,
  line2,
  city,
  stateCode,
  postalCode,
  country,
}: AddressContent): AddressContent => ({ label, name, phone, line1, line2, city, stateCode, postalCode, country });

export async function openAddress(personal: PersonalData, row: AddressRow): Promise<AddressView> {
  const content = JSON.parse(await personal.open('addresses.address', row.address)) as AddressContent;
  return {
    id: row.id,
    ...contentOf(content),
    isDefault: row.is_default,
    createdAt: new Date(row.created_at).toISOString(),
  };
}

export const sealAddress = (personal: PersonalData, content: AddressContent): Promise<string> =>
  personal.seal('addresses.address', JSON.stringify(contentOf(content)));

/** First in a transaction: two changes of one person's addresses wait for each other, so that one of them is the default. */
export const lockPerson = (personId: string): SQL =>
  sql`select id from ${people} where id = ${personId}::uuid and status <> 'erased' for update`;

/** Nothing is added to somebody who was erased while a token of theirs was still in force. */
export const isKept = (personId: string): SQL =>
  sql`exists (select from ${people} where ${people.id} = ${personId}::uuid and ${people.status} <> 'erased')`;

export const noSuchAddress = (): AppError => new AppError('not_found', 'There is no such address.');
