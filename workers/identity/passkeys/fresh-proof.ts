import { SECOND_FACTOR_MS } from '#platform/access/require-permission';
import { AppError } from '#platform/errors';
import type { OwnAccount } from '../accounts/read-account.ts';
import type { IdentityContext } from '../identity-context.ts';
import { assertPassword } from '../passwords/change-password.ts';

/** A session of somebody with neither password nor app is proof itself for as long as a second factor is. */
const JUST_OPENED_MS = SECOND_FACTOR_MS;

/**
 * Before the passkeys change somebody proves anew who they are: a session that was left open somewhere must not become a way
 * in for good. A second factor that was just shown will do; otherwise an account with an authenticator app throws
 * `second_factor_required`, one with a password throws `forbidden` without it, and any other needs a session just opened.
 */
export async function assertFreshProof(
  ctx: IdentityContext,
  account: OwnAccount,
  password: string | undefined,
): Promise<void> {
  const isFresh = (at: Date, forMs: number): boolean => ctx.clock.now().getTime() - at.getTime() <= forMs;
  const { secondFactorAt, totpSecret, passwordHash, sessionOpenedAt } = account;
  if (secondFactorAt !== null && isFresh(secondFactorAt, SECOND_FACTOR_MS)) return;
  if (totpSecret !== null) {
    throw new AppError('second_factor_required', 'Confirm it with your second factor first.', {
      extensions: { maxAgeSeconds: SECOND_FACTOR_MS / 1000 },
    });
  }
  if (passwordHash !== null) {
    if (password === undefined) throw passwordMissing();
    await assertPassword(ctx, account, password, 'password');
    return;
  }
  if (isFresh(sessionOpenedAt, JUST_OPENED_MS)) return;
  throw new AppError('forbidden', 'Sign out and in again first: passkeys change only just after that.', {
    extensions: { maxAgeSeconds: JUST_OPENED_MS / 1000 },
  });
}

function passwordMissing(): AppError {
  const message = 'Write your password to change your passkeys.';
  return new AppError('forbidden', message, { errors: [{ path: 'password', message }] });
}
