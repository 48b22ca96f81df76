import { type SQL, sql } from 'drizzle-orm';
import { sessions } from '#db/schema/identity';
import { AppError } from '#platform/errors';
import type { Revocation } from '#platform/revocations-door';
import type { IdentityContext } from '../identity-context.ts';

export type EndReason = NonNullable<(typeof sessions.$inferSelect)['endReason']>;

/** The statement that ends sessions that are open and answers their ids. */
export const endSessions = (
  ctx: Pick<IdentityContext, 'clock'>,
  which: SQL,
  reason: EndReason,
): SQL => sql`update ${sessions}
  set ended_at = ${ctx.clock.now().toISOString()}, end_reason = ${reason} where ended_at is null and ${which} returning id`;

const TRIES = 3;

/**
 * Tells every isolate to stop trusting tokens that are still in force. Awaited before anybody is told that a session has
 * ended; throws `unavailable` when it could not be told, so that the caller tries again.
 */
export async function revoke(ctx: IdentityContext, revocations: readonly Revocation[]): Promise<void> {
  if (revocations.length === 0) return;
  for (let attempt = 1; ; attempt++) {
    try {
      await ctx.objects.revocations().revoke(revocations);
      return;
    } catch (error) {
      if (attempt === TRIES) {
        throw new AppError('unavailable', 'The end of a session could not be made known. Try again.', { cause: error });
      }
    }
  }
}

export const revokeSessions = (ctx: IdentityContext, sessionIds: readonly string[]): Promise<void> =>
  revoke(
    ctx,
    sessionIds.map((sessionId): Revocation => ({ kind: 'session', sessionId })),
  );
