import { type SQL, sql } from 'drizzle-orm';
import { people } from '#db/schema/people';
import type { Permitted } from '#platform/context';
import { type Fact, fact } from '#platform/facts';
import { grantFact, grantOfKind, isGrantOfKind, type NewGrant } from './new-grant.ts';
import type { PersonKind } from './person.ts';

export interface NewPerson {
  /** The same as the account's. */
  id: string;
  kind: PersonKind;
  name: string;
  email: string;
  phone?: string;
  language: string;
  dealerId?: string | null;
  registration?: { number: string; council: string };
  /** What an invitation gives besides the role of the kind. */
  grant?: NewGrant | null;
  /** Of the grants: the inviter, or `sign_up`. */
  grantedBy: string;
}

/**
 * The statements that make a person with the grants of its kind, for one batch with the account's own rows. Repeating them
 * changes nothing; an address that somebody else has fails the batch (`isDuplicateIn(error, 'people')`).
 */
export async function createPerson(
  ctx: Pick<Permitted, 'personal' | 'clock' | 'ids'>,
  person: NewPerson,
): Promise<SQL[]> {
  const { id, grantedBy } = person;
  const origin = { personId: id, grantedBy, kind: 'standing', reason: null } as const;
  const ofKind = grantOfKind(person.kind);
  const grants = person.grant && !isGrantOfKind(person.grant, person.kind) ? [ofKind, person.grant] : [ofKind];
  return [
    await personFact(ctx, person),
    ...grants.map((grant) => grantFact(ctx, grant, { ...origin, id: ctx.ids.next() })),
  ].map(insertOnce);
}

async function personFact(ctx: Pick<Permitted, 'personal' | 'clock'>, person: NewPerson): Promise<Fact> {
  const { id, kind, language, phone, registration, dealerId } = person;
  const { personal } = ctx;
  const [name, email, emailIndex, sealedPhone, phoneIndex] = await Promise.all([
    personal.seal('people.name', person.name),
    personal.seal('people.email', person.email.trim()),
    personal.indexOf('email', person.email),
    phone === undefined ? null : personal.seal('people.phone', phone),
    phone === undefined ? null : personal.indexOf('phone', phone),
  ]);
  return fact(people, {
    id,
    kind,
    status: 'active',
    name,
    email,
    emailIndex,
    phone: sealedPhone,
    phoneIndex,
    language,
    registrationNumber: registration?.number ?? null,
    registrationCouncil: registration?.council ?? null,
    verifiedAt: null,
    verifiedBy: null,
    dealerId: dealerId ?? null,
    createdAt: ctx.clock.now().toISOString(),
    erasedAt: null,
  });
}

/** Unlike `writeFacts` it lets a second person with the same address fail. */
function insertOnce({ table, row }: Fact): SQL {
  const name = sql.identifier(table);
  return sql`insert into ${name} select * from jsonb_populate_record(null::${name}, ${JSON.stringify(row)}::jsonb)
    on conflict (id) do nothing`;
}
