import { requirePermission } from '#platform/access/require-permission';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { OwnSession } from '#platform/identity-door';

/**
 * Opens a verb about the account of whoever asks, and tells whose it is. Only a person in a session of their own may change
 * how they sign in: a key, an app or the operator never can, whatever it was lent.
 */
export function requireOwnSession(ctx: Context): { own: OwnSession; permitted: Permitted } {
  requirePermission(ctx, 'identity.own');
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.clientId !== null) {
    throw new AppError('forbidden', 'Only a person in a session of their own can do this.');
  }
  return { own: { personId: actor.personId, sessionId: actor.sessionId }, permitted: ctx };
}
