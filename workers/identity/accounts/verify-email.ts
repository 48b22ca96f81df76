import { sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { proofs } from '#db/schema/identity';
import { acceptInvitation, createPerson, type NewPerson } from '#modules/identity';
import { isDuplicateIn } from '#platform/database-errors';
import { AppError } from '#platform/errors';
import type { SignInOutcome } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { TokenSchema } from '../schemas.ts';
import { commitOnce, type Proof, readProof, spendProof, spent } from '../secrets/proofs.ts';
import { type DraftSession, draftSession } from '../sessions/open-session.ts';
import { insertAccount } from './account-rows.ts';
import type { PendingAccount } from './sign-up.ts';

/** More than the quota of mails lets one address have in the day that a link is good. */
const MAX_SIGN_UPS = 500;

/**
 * Makes the account of a sign-up and opens its first session: person, grants, account and session in one transaction with
 * the link, and with the invitation where there is one. Throws `expired`.
 */
export async function verifyEmail(ctx: IdentityContext, input: { token: string }): Promise<SignInOutcome> {
  const { token } = parseInput(TokenSchema, input);
  const proof = await readProof<PendingAccount>(ctx, 'verification', token);
  const { personId, email, invitation } = proof.data;
  const session = await draftSession(ctx, personId, null);
  try {
    if (invitation === undefined) {
      const person = { kind: 'customer', dealerId: null, grant: null, grantedBy: 'sign_up' } as const;
      await commitOnce(ctx, await accountOf(ctx, proof, person, session));
    } else {
      await acceptInvitation(ctx, { token: invitation, email, personId }, (accepted) =>
        accountOf(ctx, proof, accepted, session),
      );
    }
  } catch (error) {
    if (isDuplicateIn(error, 'people') || isDuplicateIn(error, 'auth_users')) throw alreadyThere();
    throw error;
  }
  return { kind: 'signed_in', personId, tokens: await session.tokens() };
}

type Standing = Pick<NewPerson, 'kind' | 'dealerId' | 'grant' | 'grantedBy'>;

async function accountOf(
  ctx: IdentityContext,
  proof: Proof<PendingAccount>,
  { kind, dealerId, grant, grantedBy }: Standing,
  session: DraftSession,
): Promise<Statement[]> {
  const { personId, name, email, language } = proof.data;
  const passwordHash = await ownPassword(ctx, proof);
  const own = { personId, sessionId: session.sessionId };
  return [
    spendProof(ctx, proof),
    ...(await createPerson(ctx, { id: personId, kind, name, email, language, dealerId, grant, grantedBy })),
    ...(await insertAccount(ctx, { personId, email, passwordHash })),
    ...session.statements,
    ...auditOfPerson(ctx, own, 'identity.signed_up', { kind }),
  ];
}

/**
 * The password of a sign-up, unless somebody else signed up with the same address and another one: a link proves the mailbox
 * and not which of them is its owner, who gets in without a password and may set one.
 */
async function ownPassword(ctx: IdentityContext, { data }: Proof<PendingAccount>): Promise<string | null> {
  const emailIndex = await ctx.personal.indexOf('email', data.email);
  const rows = await ctx.db.query<{ data: string }>(sql`select data from ${proofs} where email_index = ${emailIndex}
    and purpose = 'verification' and expires_at > ${ctx.clock.now().toISOString()} limit ${MAX_SIGN_UPS}`);
  const all = await Promise.all(
    rows.map(async (row) => JSON.parse(await ctx.box.open('proofs:verification', row.data)) as PendingAccount),
  );
  return all.every(({ passwordMark }) => passwordMark === data.passwordMark) ? data.passwordHash : null;
}

/** Somebody signed up twice and opened both links; the account is there. */
const alreadyThere = (): AppError => new AppError('expired', spent().message);
