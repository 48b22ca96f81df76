import type { Context, Permitted } from '../context.ts';
import { AppError } from '../errors.ts';
import { type Actor, personOf } from './actor.ts';
import type { Grant } from './grants.ts';
import { type Limits, type Permission, ruleOf } from './permission-table.ts';
import { everybody } from './roles.ts';

/** How long a second factor that was shown counts. */
export const SECOND_FACTOR_MS = 5 * 60_000;

/** What exactly is to be done: the store and the person whose record it is, and the amounts that a grant may cap. */
export interface Target {
  storeId?: string;
  personId?: string;
  amounts?: Limits;
}

/** Whose records a permission opens to its holder. */
export type Reach =
  | { kind: 'all' }
  | { kind: 'stores'; storeIds: readonly string[] }
  | { kind: 'own'; personId: string };

/**
 * Throws `unauthenticated` for a stranger, `second_factor_required` where one is needed and `forbidden` for anybody else who
 * may not do it. Only after it does the compiler let a verb touch records, objects and files.
 */
export function requirePermission(ctx: Context, permission: Permission, target: Target = {}): asserts ctx is Permitted {
  const { actor } = ctx;
  if (everybody.has(permission) || actor.kind === 'system') return;
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', `This needs the permission ${permission}.`);
  const nowMs = ctx.clock.now().getTime();
  if (!isGranted(actor, permission, target, nowMs)) {
    throw new AppError('forbidden', `You lack the permission ${permission}${placeOf(target)}.`);
  }
  if (needsSecondFactor(permission, target) && !hasFreshSecondFactor(actor, nowMs)) {
    throw new AppError('second_factor_required', 'Confirm it with your second factor first.', {
      extensions: { permission, maxAgeSeconds: SECOND_FACTOR_MS / 1000 },
    });
  }
}

/** Whether the actor holds a permission somewhere, whatever else it asks for: for menus, and for routes before their verbs. */
export function allows(actor: Actor, permission: Permission, nowMs: number): boolean {
  return everybody.has(permission) || actor.kind === 'system' || isGranted(actor, permission, {}, nowMs);
}

/** The widest reach that the actor's grants give a permission; undefined: none. */
export const reachOf = (actor: Actor, permission: Permission, nowMs: number): Reach | undefined =>
  reachOfAny(actor, [permission], nowMs);

/** The same for several permissions together: wherever one of them holds. One look at each grant, however many they are. */
export function reachOfAny(actor: Actor, wanted: readonly Permission[], nowMs: number): Reach | undefined {
  if (actor.kind === 'system' || actor.kind === 'operator') return { kind: 'all' };
  if (actor.kind === 'anonymous') return undefined;
  const scopes = grantsFor(actor.grants, wanted, nowMs).map(({ scope }) => scope);
  if (scopes.includes('all')) return { kind: 'all' };
  const storeIds = [...new Set(scopes.flatMap((scope) => (scope === 'all' || scope === 'own' ? [] : scope)))];
  if (storeIds.length > 0) return { kind: 'stores', storeIds };
  return scopes.includes('own') ? { kind: 'own', personId: personOf(actor) ?? '' } : undefined;
}

function isGranted(actor: Actor, permission: Permission, target: Target, nowMs: number): boolean {
  if (actor.kind === 'operator') return true;
  if (actor.kind !== 'person' && actor.kind !== 'key') return false;
  const personId = personOf(actor) ?? '';
  return grantsFor(actor.grants, [permission], nowMs).some(
    (grant) => covers(grant, target, personId) && isWithin(grant.limits, target.amounts ?? {}),
  );
}

/** Grants in force that give one of some permissions; what belongs to no single store only where they hold everywhere. */
const grantsFor = (grants: readonly Grant[], wanted: readonly Permission[], nowMs: number): Grant[] =>
  grants.filter(
    ({ permissions, scope, expiresAtMs }) =>
      (expiresAtMs === null || nowMs < expiresAtMs) &&
      wanted.some(
        (permission) => permissions.has(permission) && (scope === 'all' || ruleOf(permission).isCompanyWide !== true),
      ),
  );

function covers({ scope }: Grant, { storeId, personId }: Target, ownId: string): boolean {
  if (scope === 'all') return true;
  if (scope === 'own') return personId === undefined ? storeId === undefined : personId === ownId;
  return storeId === undefined ? personId === undefined || personId === ownId : scope.includes(storeId.toLowerCase());
}

function isWithin(limits: Limits, amounts: Limits): boolean {
  return (Object.keys(amounts) as (keyof Limits)[]).every((name) => {
    const limit = limits[name];
    return limit === undefined || (amounts[name] ?? 0) <= limit;
  });
}

function needsSecondFactor(permission: Permission, { amounts = {} }: Target): boolean {
  const { stepUp } = ruleOf(permission);
  if (stepUp === undefined) return false;
  return stepUp === 'always' || !isWithin(stepUp, amounts);
}

function hasFreshSecondFactor(actor: Actor, nowMs: number): boolean {
  if (actor.kind !== 'person' || actor.clientId !== null || actor.secondFactorAtMs === null) return false;
  // Both ways: the clock that signed the token may be a little ahead, but not by a day.
  return Math.abs(nowMs - actor.secondFactorAtMs) <= SECOND_FACTOR_MS;
}

const placeOf = ({ storeId, personId, amounts }: Target): string => {
  if (amounts !== undefined && Object.keys(amounts).length > 0) return ' for this amount';
  if (storeId !== undefined) return ' in this store';
  return personId === undefined ? '' : ' for this person';
};
