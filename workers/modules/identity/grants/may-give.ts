import type { Actor } from '#platform/access/actor';
import type { Grant, GrantScope } from '#platform/access/grants';
import { type Limits, type Permission, ruleOf } from '#platform/access/permission-table';
import { everybody } from '#platform/access/roles';
import { AppError } from '#platform/errors';

/** What somebody is about to hand on, or to take away: the same rule holds for both. */
export interface Given {
  permissions: readonly Permission[];
  scope: GrantScope;
  limits: Limits;
  /** Epoch milliseconds; null holds until it is revoked. */
  expiresAtMs: number | null;
}

/**
 * Nobody gives what they do not hold themselves, nor wider, further or for longer. The permissions that the actor lacks for
 * it, each once; empty: it may be given. The operator's key gives nothing that asks for a second factor.
 */
export function lacksToGive(actor: Actor, given: Given, nowMs: number): Permission[] {
  const wanted = [...new Set(given.permissions)].filter((permission) => !everybody.has(permission));
  if (actor.kind === 'system') return [];
  if (actor.kind === 'operator') return wanted.filter(asksForSecondFactor);
  const held = actor.kind === 'anonymous' ? [] : actor.grants;
  return wanted.filter((permission) => !held.some((grant) => reaches(grant, permission, given, nowMs)));
}

/** Throws `forbidden` with the permissions that the actor lacks; see `lacksToGive`. */
export function requireMayGive(actor: Actor, given: Given, nowMs: number): void {
  const permissions = lacksToGive(actor, given, nowMs);
  if (permissions.length === 0) return;
  throw new AppError('forbidden', 'Nobody gives or takes away rights beyond their own.', {
    extensions: { permissions },
  });
}

/** Whether a permission is one for which its holder must show a second factor, be it only above an amount. */
export const asksForSecondFactor = (permission: Permission): boolean => ruleOf(permission).stepUp !== undefined;

function reaches(grant: Grant, permission: Permission, given: Given, nowMs: number): boolean {
  if (!grant.permissions.has(permission)) return false;
  if (!coversScope(grant.scope, given.scope) || !coversLimits(grant.limits, given.limits)) return false;
  if (grant.expiresAtMs === null) return true;
  return nowMs < grant.expiresAtMs && given.expiresAtMs !== null && given.expiresAtMs <= grant.expiresAtMs;
}

function coversScope(held: GrantScope, given: GrantScope): boolean {
  if (held === 'all') return true;
  if (held === 'own' || given === 'all') return held === given;
  return given === 'own' || given.every((storeId) => held.includes(storeId.toLowerCase()));
}

function coversLimits(held: Limits, given: Limits): boolean {
  return (Object.keys(held) as (keyof Limits)[]).every((name) => {
    const cap = held[name];
    const wanted = given[name];
    return cap === undefined || (wanted !== undefined && wanted <= cap);
  });
}
