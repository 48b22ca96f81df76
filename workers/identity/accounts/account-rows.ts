import { type SQL, sql } from 'drizzle-orm';
import { authAccounts, authUsers } from '#db/schema/identity';
import { demand } from '#platform/exactly-one';
import type { IdentityContext } from '../identity-context.ts';
import { blindEmail } from './blind-email.ts';

interface NewAccount {
  personId: string;
  email: string;
  /** Null signs in without one: with an outside account. */
  passwordHash: string | null;
}

/**
 * The statements that make somebody able to sign in, for one batch with `createPerson`, which comes first. The address
 * counts as proved: an account is only made by whoever opened the link that was sent there.
 */
export async function insertAccount(
  ctx: Pick<IdentityContext, 'clock' | 'ids' | 'personal'>,
  { personId, email, passwordHash }: NewAccount,
): Promise<SQL[]> {
  const now = ctx.clock.now().toISOString();
  const blind = blindEmail(await ctx.personal.indexOf('email', email));
  const user = sql`insert into ${authUsers} (id, name, email, email_verified, two_factor_enabled, created_at, updated_at)
    values (${personId}, '', ${blind}, true, false, ${now}, ${now})`;
  return passwordHash === null ? [user] : [user, setPassword(ctx, personId, passwordHash)];
}

/** Sets a password, the first or another. */
export function setPassword(ctx: Pick<IdentityContext, 'clock' | 'ids'>, personId: string, passwordHash: string): SQL {
  const now = ctx.clock.now().toISOString();
  return sql`insert into ${authAccounts} (id, account_id, provider_id, user_id, password, created_at, updated_at)
    values (${ctx.ids.next()}, ${personId}, 'credential', ${personId}, ${passwordHash}, ${now}, ${now})
    on conflict (user_id, provider_id) do update set password = excluded.password, updated_at = excluded.updated_at`;
}

/**
 * Demands that the password that was just checked is still the one. Locks it until the commit: whoever sets another then
 * waits, and ends what was opened.
 */
export const stillHasPassword = (personId: string, passwordHash: string): SQL =>
  demand(sql`exists (select 1 from ${authAccounts} where user_id = ${personId} and provider_id = 'credential'
    and password = ${passwordHash} for update)`);
