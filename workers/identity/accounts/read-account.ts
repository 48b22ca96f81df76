import { type SQL, sql } from 'drizzle-orm';
import { authAccounts, authPasskeys, authTwoFactors, authUsers, recoveryCodes, sessions } from '#db/schema/identity';
import { people } from '#db/schema/people';
import type { PersonStatus } from '#modules/identity';
import { deviceOf } from '#platform/device';
import { AppError } from '#platform/errors';
import type { OwnSession } from '#platform/identity-door';
import type { IdentityContext } from '../identity-context.ts';
import { blindEmail } from './blind-email.ts';

/** An account with all that signing in asks about. Name and address are still sealed. */
export interface Account {
  personId: string;
  status: PersonStatus;
  language: string;
  sealedName: string | null;
  sealedEmail: string | null;
  emailIndex: string | null;
  emailVerified: boolean;
  passwordHash: string | null;
  /** Sealed; null while no authenticator app is confirmed. */
  totpSecret: string | null;
  recoveryCodesLeft: number;
  passkeys: number;
  linked: { provider: string; linkedAt: string }[];
  /** Whether somebody signed in from such a device before; true too before the first session. */
  knowsDevice: boolean;
}

type AccountRow = Omit<Account, 'linked'> & { linked: { provider: string; linkedAt: string }[] };

const columns = (device: string): SQL => sql`p.id as "personId", p.status, p.language, p.name as "sealedName",
  p.email as "sealedEmail", p.email_index as "emailIndex", u.email_verified as "emailVerified",
  (select password from ${authAccounts} where user_id = u.id and provider_id = 'credential') as "passwordHash",
  (select secret from ${authTwoFactors} where user_id = u.id and verified) as "totpSecret",
  (select count(*)::int from ${recoveryCodes} where user_id = u.id and used_at is null) as "recoveryCodesLeft",
  (select count(*)::int from ${authPasskeys} where user_id = u.id) as "passkeys",
  (select coalesce(json_agg(json_build_object('provider', provider_id, 'linkedAt', created_at) order by created_at), '[]'::json)
    from ${authAccounts} where user_id = u.id and provider_id <> 'credential') as linked,
  coalesce((select bool_or(device = ${device}) from ${sessions} where person_id = u.id), true) as "knowsDevice"`;

async function readOne(ctx: IdentityContext, condition: SQL): Promise<Account | undefined> {
  const [row] = await ctx.db.query<AccountRow>(sql`select ${columns(deviceOf(ctx.visitor.userAgent))}
    from ${authUsers} u join ${people} p on p.id = u.id where ${condition}`);
  return row;
}

/** By the blind index of an address. One round trip, as are the others. */
export const readAccountOf = (ctx: IdentityContext, emailIndex: string): Promise<Account | undefined> =>
  readOne(ctx, sql`u.email = ${blindEmail(emailIndex)}`);

/** Throws `expired`, as the proof that names such an account does not open it. */
export async function readAccountBy(ctx: IdentityContext, personId: string): Promise<Account> {
  const account = await readOne(ctx, sql`u.id = ${personId}`);
  if (account === undefined) throw new AppError('expired', 'This was used already or is too old. Ask for a new one.');
  return account;
}

/** An account as one of its sessions sees it. */
export type OwnAccount = Account & { sessionOpenedAt: Date; secondFactorAt: Date | null };

/** The account of a session that is in force, and when it last showed a second factor. Throws `unauthenticated`. */
export async function readOwn(ctx: IdentityContext, { personId, sessionId }: OwnSession): Promise<OwnAccount> {
  const [row] = await ctx.db.query<AccountRow & { sessionOpenedAt: string; secondFactorAt: string | null }>(sql`
    select ${columns('')}, s.created_at as "sessionOpenedAt", s.second_factor_at as "secondFactorAt"
    from ${authUsers} u join ${people} p on p.id = u.id join ${sessions} s on s.person_id = u.id
    where u.id = ${personId} and s.id = ${sessionId} and s.ended_at is null and p.status = 'active'`);
  if (row === undefined) throw new AppError('unauthenticated', 'This session has ended. Sign in again.');
  return {
    ...row,
    sessionOpenedAt: new Date(row.sessionOpenedAt),
    secondFactorAt: row.secondFactorAt === null ? null : new Date(row.secondFactorAt),
  };
}

/** Throws `forbidden` for somebody who proved who they are and may not come in. */
export function assertActive({ status }: Pick<Account, 'status'>): void {
  if (status === 'suspended') throw new AppError('forbidden', 'This account is suspended. Ask the shop why.');
  if (status === 'erased') throw new AppError('forbidden', 'This account is gone.');
}

/** Whom a mail goes to, opened. Undefined when the person was erased. */
export async function contactOf(
  ctx: Pick<IdentityContext, 'personal'>,
  { sealedName, sealedEmail, language }: Pick<Account, 'sealedName' | 'sealedEmail' | 'language'>,
): Promise<{ name: string; email: string; language: string } | undefined> {
  if (sealedName === null || sealedEmail === null) return undefined;
  const [name, email] = await Promise.all([
    ctx.personal.open('people.name', sealedName),
    ctx.personal.open('people.email', sealedEmail),
  ]);
  return { name, email, language };
}
