import { type SQL, sql } from 'drizzle-orm';
import { authTwoFactors } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import type { Account } from '../accounts/read-account.ts';
import { auditOfStranger } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { takeSecondFactorTry } from '../sign-in/attempts.ts';
import { stepOf } from './one-time-code.ts';
import { claimRecoveryCode } from './recovery-codes.ts';

export type CodeMethod = 'totp' | 'recovery_code';

/** Where the secret of an authenticator app is bound to. */
export const totpPlace = (personId: string): string => `auth_two_factors:${personId}`;

/**
 * Checks a code and answers the statement that spends it, to be committed with what it allows: a code that two bring at once
 * serves one of them. Throws `unauthenticated` for a wrong one, `rate_limited`, and `conflict` without a second factor.
 */
export async function claimCode(
  ctx: IdentityContext,
  account: Pick<Account, 'personId' | 'totpSecret'>,
  method: CodeMethod,
  code: string,
): Promise<SQL> {
  const { personId, totpSecret } = account;
  if (totpSecret === null) throw new AppError('conflict', 'This account has no authenticator app yet.');
  await takeSecondFactorTry(ctx, personId);
  const claim =
    method === 'totp' ? await claimTotp(ctx, personId, totpSecret, code) : await claimRecoveryCode(ctx, personId, code);
  if (claim !== undefined) return claim;
  await ctx.db.batch(auditOfStranger(ctx, personId, 'identity.second_factor_failed'));
  throw wrongCode();
}

async function claimTotp(
  ctx: IdentityContext,
  personId: string,
  totpSecret: string,
  code: string,
): Promise<SQL | undefined> {
  const step = await stepOf(await ctx.box.open(totpPlace(personId), totpSecret), code, ctx.clock.now());
  if (step === undefined) return undefined;
  return exactlyOne(sql`update ${authTwoFactors} set last_step = ${step}
    where user_id = ${personId} and verified and last_step < ${step}`);
}

export function wrongCode(): AppError {
  const message = 'This code is not right. Enter the one that the app shows now.';
  return new AppError('unauthenticated', message, { errors: [{ path: 'code', message }] });
}
