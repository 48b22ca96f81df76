import { requirePermission } from '#platform/access/require-permission';
import type { Context } from '#platform/context';
import { orThrow } from '#platform/errors';
import type { SessionRow, Tokens } from '#platform/identity-door';
import { requireOwnSession } from './own-session.ts';

/** The refresh token is the proof: the access token that it renews has usually run out. */
export async function refreshSession(ctx: Context, input: { refreshToken: string }): Promise<Tokens> {
  requirePermission(ctx, 'identity.sign_in');
  return orThrow(await ctx.identity.refresh(input, ctx.visitor));
}

export async function signOut(ctx: Context): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.signOut(own));
}

export async function listSessions(ctx: Context): Promise<SessionRow[]> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.listSessions(own));
}

export async function endSession(ctx: Context, sessionId: string): Promise<void> {
  const { own, permitted } = requireOwnSession(ctx);
  orThrow(await permitted.identity.revokeSession(own, sessionId));
}

/** All but the one that asks; answers how many. */
export async function endOtherSessions(ctx: Context): Promise<number> {
  const { own, permitted } = requireOwnSession(ctx);
  return orThrow(await permitted.identity.revokeOtherSessions(own)).ended;
}
