import { AppError } from '#platform/errors';
import type { SignInOutcome } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { setPassword, stillHasPassword } from '../accounts/account-rows.ts';
import { type Account, readAccountOf } from '../accounts/read-account.ts';
import { auditOfStranger } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { hashPassword, isOutdated, isPassword } from '../passwords/hash-password.ts';
import { SignInSchema } from '../schemas.ts';
import { admitFirst } from './admit.ts';
import { signInFailed, signInSucceeded, takeSignInTry } from './attempts.ts';

/**
 * Signs in with a password. Throws `unauthenticated` for a wrong one and for an unknown address, in the same time and the
 * same words, and `rate_limited` after ten wrong ones in a quarter of an hour.
 */
export async function signIn(ctx: IdentityContext, input: { email: string; password: string }): Promise<SignInOutcome> {
  const { email, password } = parseInput(SignInSchema, input);
  const emailIndex = await ctx.personal.indexOf('email', email);
  await takeSignInTry(ctx, emailIndex);
  const account = await readAccountOf(ctx, emailIndex);
  const isRight = await isPassword(password, account?.passwordHash ?? null);
  if (account === undefined || account.passwordHash === null || !isRight) {
    const personId = account?.personId ?? null;
    await Promise.all([signInFailed(ctx), ctx.db.batch(auditOfStranger(ctx, personId, 'identity.sign_in_failed'))]);
    throw wrongPair();
  }
  await signInSucceeded(ctx, emailIndex);
  const isStill = stillHasPassword(account.personId, account.passwordHash);
  const claims = [isStill, ...(await renewedHash(ctx, account, password))];
  return admitFirst(ctx, account, 'password', claims).catch((error: unknown) => {
    // Another password was set meanwhile.
    if (error instanceof AppError && error.code === 'expired') throw wrongPair();
    throw error;
  });
}

const wrongPair = (): AppError => new AppError('unauthenticated', 'Address and password do not belong together.');

/** A hash of another cost is made anew while its password is at hand. */
async function renewedHash(ctx: IdentityContext, { personId, passwordHash }: Account, password: string) {
  if (passwordHash === null || !isOutdated(passwordHash)) return [];
  return [setPassword(ctx, personId, await hashPassword(password))];
}
