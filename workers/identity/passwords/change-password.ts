import { sql } from 'drizzle-orm';
import { AppError } from '#platform/errors';
import { hurryEvents } from '#platform/hurry-events';
import type { OwnSession } from '#platform/identity-door';
import { parseInput } from '#platform/parse-input';
import { setPassword } from '../accounts/account-rows.ts';
import { type Account, contactOf, readOwn } from '../accounts/read-account.ts';
import { auditOfPerson } from '../audit.ts';
import type { IdentityContext } from '../identity-context.ts';
import { queueMail } from '../mails.ts';
import { ChangePasswordSchema } from '../schemas.ts';
import { spendProofsOf } from '../secrets/proofs.ts';
import { endSessions, revokeSessions } from '../sessions/end-sessions.ts';
import { passwordSucceeded, takePasswordTry } from '../sign-in/attempts.ts';
import { hashPassword, isPassword } from './hash-password.ts';
import { checkPassword } from './password-policy.ts';

/** Changes the password of whoever knows the present one, and ends all sessions but the one that asks. */
export async function changePassword(
  ctx: IdentityContext,
  own: OwnSession,
  input: { current: string; password: string },
): Promise<{ changed: true }> {
  const { current, password } = parseInput(ChangePasswordSchema, input);
  const account = await readOwn(ctx, own);
  await assertPassword(ctx, account, current, 'current');
  const contact = await contactOf(ctx, account);
  checkPassword(password, contact ?? { name: '', email: '' });
  const hash = await hashPassword(password);
  const others = sql`person_id = ${own.personId} and id <> ${own.sessionId}`;
  const [, , ended = []] = await ctx.db.batch<{ id: string }>([
    // The sessions end last, as with a reset: see there.
    setPassword(ctx, own.personId, hash),
    spendProofsOf(ctx, own.personId),
    endSessions(ctx, others, 'password_changed'),
    ...auditOfPerson(ctx, own, 'identity.password_changed'),
    ...(await queueMail(ctx, 'password_changed', contact)),
  ]);
  await revokeSessions(
    ctx,
    ended.map(({ id }) => id),
  );
  await hurryEvents(ctx);
  return { changed: true };
}

/** Asks somebody who is signed in for the password again. Wrong ones are counted, apart from those of strangers. */
export async function assertPassword(
  ctx: IdentityContext,
  account: Account,
  password: string,
  field: 'current' | 'password',
): Promise<void> {
  if (account.passwordHash === null) {
    throw new AppError('conflict', 'This account has no password yet. Set one with a reset link first.');
  }
  await takePasswordTry(ctx, account.personId);
  if (!(await isPassword(password, account.passwordHash))) {
    const message = 'This is not the password.';
    throw new AppError('forbidden', message, { errors: [{ path: field, message }] });
  }
  await passwordSucceeded(ctx, account.personId);
}
