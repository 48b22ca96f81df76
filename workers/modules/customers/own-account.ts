import { personOf } from '#platform/access/actor';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import type { OwnSession } from '#platform/identity-door';

/** Whose account the verb is about. Throws `forbidden` for the operator and the platform, who have none. */
export function ownPersonId(ctx: Pick<Permitted, 'actor'>): string {
  const personId = personOf(ctx.actor);
  if (personId === null) throw new AppError('forbidden', 'Only somebody with an account has a profile.');
  return personId;
}

/** Throws `forbidden` unless the person asks themselves: neither an app nor a key may take everything or end it. */
export function requireThemselves(ctx: Pick<Permitted, 'actor'>): OwnSession {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.clientId !== null) {
    throw new AppError('forbidden', 'Sign in yourself for this: apps and keys may not do it.');
  }
  return { personId: actor.personId, sessionId: actor.sessionId };
}
