import { sql } from 'drizzle-orm';
import { authAccounts, authPasskeys, authTwoFactors, authUsers, recoveryCodes, sessions } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import type { AccountRecords } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';

type SessionRow = AccountRecords['sessions'][number];
type PasskeyRow = AccountRecords['passkeys'][number];

/** What an account consists of, without a secret in it: one round trip. Throws `not_found`. */
export async function describeAccount(ctx: IdentityContext, personId: string): Promise<AccountRecords> {
  const id = sql`${personId}::uuid`;
  const [accounts = [], sessionRows = [], passkeyRows = []] = await ctx.db.batch([
    sql`select u.id as "personId", u.email_verified as "emailVerified",
        exists (select from ${authAccounts} a where a.user_id = u.id and a.provider_id = 'credential') as "hasPassword",
        exists (select from ${authTwoFactors} f where f.user_id = u.id and f.verified) as "secondFactor",
        (select count(*)::int from ${recoveryCodes} r where r.user_id = u.id and r.used_at is null) as "recoveryCodesLeft",
        (select coalesce(json_agg(json_build_object('provider', a.provider_id, 'linkedAt', a.created_at)
            order by a.created_at), '[]'::json)
          from ${authAccounts} a where a.user_id = u.id and a.provider_id <> 'credential') as linked
      from ${authUsers} u where u.id = ${id}`,
    sql`select id, device, place, network, created_at as "createdAt", last_used_at as "lastUsedAt", ended_at as "endedAt"
      from ${sessions} where person_id = ${id} order by created_at, id`,
    sql`select id, name, created_at as "createdAt", last_used_at as "lastUsedAt"
      from ${authPasskeys} where user_id = ${id} order by created_at, id`,
  ]);
  const [account] = accounts as unknown as AccountRecords['account'][];
  if (account === undefined) throw new AppError('not_found', 'There is no such account.');
  return {
    account: { ...account, linked: account.linked.map((link) => ({ ...link, linkedAt: instant(link.linkedAt) })) },
    sessions: (sessionRows as unknown as SessionRow[]).map((row) => ({
      ...row,
      createdAt: instant(row.createdAt),
      lastUsedAt: instant(row.lastUsedAt),
      endedAt: row.endedAt === null ? null : instant(row.endedAt),
    })),
    passkeys: (passkeyRows as unknown as PasskeyRow[]).map((row) => ({
      ...row,
      createdAt: instant(row.createdAt),
      lastUsedAt: row.lastUsedAt === null ? null : instant(row.lastUsedAt),
    })),
  };
}

const instant = (text: string): string => new Date(text).toISOString();
