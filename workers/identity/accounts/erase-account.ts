import { type SQL, sql } from 'drizzle-orm';
import { authUsers, oauthClients, oauthConsents, proofs, sessions } from '#db/schema/identity';
import { erasePerson } from '#modules/customers';
import type { Erased, ErasureAsked } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';

/**
 * Ends an account and everything that tells whose it was: see `erasePerson`. It runs in this Worker because the account's
 * rows are closed to the role that serves requests, and all rows must go in one transaction.
 */
export const eraseAccount = (
  ctx: IdentityContext,
  personId: string,
  { actor, requestId, reason }: ErasureAsked,
): Promise<Erased> => erasePerson({ ...ctx, actor, requestId }, personId, reason, accountStatements);

/**
 * Ways to sign in, second factors, passkeys and refresh tokens go with the rows that they belong to. Apps that the person
 * had made end, without the words that they were shown with.
 */
const accountStatements = (personId: string): SQL[] => [
  sql`delete from ${proofs} where person_id = ${personId}::uuid
    or email_index = (select split_part(u.email, '@', 1) from ${authUsers} u where u.id = ${personId}::uuid)`,
  sql`delete from ${sessions} where person_id = ${personId}::uuid`,
  sql`delete from ${oauthConsents} where person_id = ${personId}::uuid`,
  sql`update ${oauthClients} set label = 'Erased', homepage = '', redirect_uris = '{}', secret_hash = null,
    archived_at = coalesce(archived_at, now()) where owner_id = ${personId}::uuid`,
  sql`delete from ${authUsers} where id = ${personId}::uuid`,
];
