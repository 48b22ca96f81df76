import { type SQL, sql } from 'drizzle-orm';
import type { Statement } from '#db/client';
import { people } from '#db/schema/people';
import { demand } from '#platform/exactly-one';
import { hurryEvents } from '#platform/hurry-events';
import type { SecondFactorMethod, SignInOutcome } from '#platform/identity-door';
import { type Account, assertActive, contactOf } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { commitOnce, issueProof } from '../secrets/proofs.ts';
import { draftSession } from '../sessions/open-session.ts';

export type FirstFactor = 'password' | 'magic_link' | 'outside';
export type Way = FirstFactor | 'passkey' | 'second_factor';

/** What a challenge remembers. */
export interface Challenge {
  by: FirstFactor;
}

/**
 * Goes on after a first factor: opens a session, or asks for the second factor of whoever has one. `claims` are committed
 * with it and take everything back when somebody else had them. Throws `forbidden` for whoever is suspended.
 */
export async function admitFirst(
  ctx: IdentityContext,
  account: Account,
  by: FirstFactor,
  claims: readonly Statement[],
): Promise<SignInOutcome> {
  assertActive(account);
  if (account.totpSecret === null) return admit(ctx, account, by, null, claims);
  const { personId } = account;
  const data: Challenge = { by };
  const proof = await issueProof(ctx, { purpose: 'second_factor', personId, emailIndex: null, data });
  await commitOnce(ctx, [...claims, ...proof.statements]);
  return {
    kind: 'second_factor',
    challenge: proof.secret,
    expiresInSeconds: proof.expiresInSeconds,
    methods: methodsOf(account),
  };
}

function methodsOf({ recoveryCodesLeft, passkeys }: Account): SecondFactorMethod[] {
  return [
    'totp',
    ...(recoveryCodesLeft > 0 ? (['recovery_code'] as const) : []),
    ...(passkeys > 0 ? (['passkey'] as const) : []),
  ];
}

/** Opens a session for somebody who has shown all that their account asks for. */
export async function admit(
  ctx: IdentityContext,
  account: Account,
  by: Way,
  secondFactorAt: Date | null,
  claims: readonly Statement[],
): Promise<SignInOutcome> {
  assertActive(account);
  const { personId } = account;
  const session = await draftSession(ctx, personId, secondFactorAt);
  const mail = account.knowsDevice ? [] : await queueMail(ctx, 'new_device', await contactOf(ctx, account));
  const own = { personId, sessionId: session.sessionId };
  await commitOnce(ctx, [
    ...claims,
    stillActive(personId),
    ...session.statements,
    ...auditOfPerson(ctx, own, 'identity.signed_in', { by, secondFactor: secondFactorAt !== null }),
    ...mail,
  ]);
  if (mail.length > 0) await hurryEvents(ctx);
  return { kind: 'signed_in', personId, tokens: await session.tokens() };
}

/** Demands, and holds until the commit, that nobody has suspended or erased them since the account was read. */
const stillActive = (personId: string): SQL =>
  demand(sql`exists (select 1 from ${people} where id = ${personId} and status = 'active' for share)`);
