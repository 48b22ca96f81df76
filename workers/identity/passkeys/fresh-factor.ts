import { SECOND_FACTOR_MS } from '#platform/access/require-permission';
import { AppError } from '#platform/errors';
import type { Account } from '../accounts/read-account.ts';
import type { IdentityContext } from '../identity-context.ts';

/**
 * Whoever has an authenticator app shows its code before the passkeys change: a session that was left open somewhere must
 * not be turned into a way in for good. Throws `second_factor_required`.
 */
export function assertFreshFactor(
  { clock }: Pick<IdentityContext, 'clock'>,
  { totpSecret, secondFactorAt }: Account & { secondFactorAt: Date | null },
): void {
  if (totpSecret === null) return;
  if (secondFactorAt !== null && clock.now().getTime() - secondFactorAt.getTime() <= SECOND_FACTOR_MS) return;
  throw new AppError('second_factor_required', 'Confirm it with your second factor first.', {
    extensions: { maxAgeSeconds: SECOND_FACTOR_MS / 1000 },
  });
}
