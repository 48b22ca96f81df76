import type { Permitted } from '#platform/context';
import { describeError, log } from '#platform/log';
import type { Revocation } from '#platform/revocations-door';

const TRIES = 3;

/**
 * Makes every isolate forget tokens that say what is no longer true. Called after the records are written: when it fails
 * for good the deed stands all the same, so that is no error but `false`: old tokens may be used until they run out, ten
 * minutes at most, because a refresh reads the records.
 */
export async function revokeTokens(
  ctx: Pick<Permitted, 'objects'>,
  revocations: readonly Revocation[],
): Promise<boolean> {
  if (revocations.length === 0) return true;
  for (let tries = 1; ; tries++) {
    try {
      await ctx.objects.revocations().revoke(revocations);
      return true;
    } catch (error) {
      if (tries < TRIES) continue;
      log('error', 'Tokens could not be revoked; they run out by themselves', {
        subjects: revocations.length,
        ...describeError(error),
      });
      return false;
    }
  }
}
