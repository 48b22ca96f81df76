import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { people } from '#db/schema/people';
import type { GrantClaim } from '#platform/access/grants';
import { claimsOf, type GrantRow, grantsInForce } from './grant-rows.ts';
import type { PersonKind, PersonStatus } from './person.ts';

/** Whoever signs in, as the records have it. Name, address and phone are still sealed. */
export interface Account {
  personId: string;
  kind: PersonKind;
  status: PersonStatus;
  language: string;
  sealedName: string | null;
  sealedEmail: string | null;
  sealedPhone: string | null;
  grants: GrantClaim[];
}

interface AccountRow {
  id: string;
  kind: PersonKind;
  status: PersonStatus;
  language: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  grants: GrantRow[];
}

/** One round trip; undefined for somebody who is not known. A suspended or erased person is answered as such. */
export async function readAccount(db: Database, personId: string, now: Date): Promise<Account | undefined> {
  const [row] = await db.query<AccountRow>(sql`select p.id, p.kind, p.status, p.language, p.name, p.email, p.phone,
      ${grantsInForce(sql`p.id`, now)} as grants
    from ${people} p where p.id = ${personId}`);
  if (row === undefined) return undefined;
  const { id, kind, status, language, name, email, phone, grants } = row;
  return {
    personId: id,
    kind,
    status,
    language,
    sealedName: name,
    sealedEmail: email,
    sealedPhone: phone,
    grants: claimsOf(grants),
  };
}

/** What a new token may carry: the grants in force of a person who is neither suspended nor erased. One statement. */
export async function readGrantClaims(db: Database, personId: string, now: Date): Promise<GrantClaim[]> {
  const account = await readAccount(db, personId, now);
  return account?.status === 'active' ? account.grants : [];
}
