import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { dealers, people } from '#db/schema/people';
import type { Permitted } from '#platform/context';
import { maskEmail, maskName, maskPhone } from '#platform/mask';
import { instantOf, instantOrNull } from '../instant-of.ts';
import { type PersonKind, type PersonStatus, personKinds } from '../person.ts';
import { reachablePeople } from './reachable-people.ts';

export const PersonView = z
  .object({
    id: z.uuid(),
    kind: z.enum(personKinds),
    status: z.enum(['active', 'suspended', 'erased']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    /** False: name, address and phone are masked; `people.read_contact` shows them. */
    contactShown: z.boolean(),
    language: z.string(),
    registration: z
      .object({
        number: z.string(),
        council: z.string(),
        verifiedAt: z.iso.datetime().nullable(),
        verifiedBy: z.uuid().nullable(),
      })
      .nullable(),
    dealer: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof PersonView>;

export interface PersonRecord {
  id: string;
  kind: PersonKind;
  status: PersonStatus;
  name: string | null;
  email: string | null;
  phone: string | null;
  language: string;
  registration_number: string | null;
  registration_council: string | null;
  verified_at: string | null;
  verified_by: string | null;
  dealer_id: string | null;
  dealer_name: string | null;
  created_at: string;
  contact_shown: boolean;
}

/** People with the name of their firm, and whether the actor may read their contacts; the condition may speak of `p`. */
export const selectPeople = (ctx: Permitted, condition: SQL): SQL => sql`
  select p.id, p.kind, p.status, p.name, p.email, p.phone, p.language, p.registration_number, p.registration_council,
    p.verified_at, p.verified_by, p.dealer_id, d.name as dealer_name, p.created_at,
    ${reachablePeople(ctx, 'people.read_contact')} as contact_shown
  from ${people} p left join ${dealers} d on d.id = p.dealer_id where ${condition}`;

/** Somebody as the actor may see them: masked where `people.read_contact` does not reach. */
export async function personView(ctx: Permitted, row: PersonRecord): Promise<PersonView> {
  const contactShown = row.contact_shown;
  const shown = async (
    place: 'people.name' | 'people.email' | 'people.phone',
    sealed: string | null,
    mask: (text: string) => string,
  ) => {
    if (sealed === null) return null;
    const text = await ctx.personal.open(place, sealed);
    return contactShown ? text : mask(text);
  };
  const [name, email, phone] = await Promise.all([
    shown('people.name', row.name, maskName),
    shown('people.email', row.email, maskEmail),
    shown('people.phone', row.phone, maskPhone),
  ]);
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    name,
    email,
    phone,
    contactShown,
    language: row.language,
    registration: registrationOf(row),
    dealer: row.dealer_id === null ? null : { id: row.dealer_id, name: row.dealer_name ?? '' },
    createdAt: instantOf(row.created_at),
  };
}

function registrationOf(row: PersonRecord): PersonView['registration'] {
  if (row.registration_number === null) return null;
  return {
    number: row.registration_number,
    council: row.registration_council ?? '',
    verifiedAt: instantOrNull(row.verified_at),
    verifiedBy: row.verified_by,
  };
}
