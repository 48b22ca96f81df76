import { type Clock, fixedClock } from '../clock.ts';
import { type Context, nobody } from '../context.ts';
import { randomIds } from '../ids.ts';
import type { Actor, KeyActor, PersonActor } from './actor.ts';
import type { Grant, GrantScope } from './grants.ts';
import type { Permission } from './permission-table.ts';
import { permissionsOf, type Role } from './roles.ts';

export const testNow = new Date('2026-11-22T12:00:00.000Z');
export const personId = '0198a000-0000-7000-8000-0000000000a1';

/** A grant that holds everywhere without limit or end, unless told otherwise. */
export const grantTo = (permissions: readonly Permission[], change: Partial<Grant> = {}): Grant => ({
  permissions: new Set(permissions),
  scope: 'all',
  limits: {},
  expiresAtMs: null,
  ...change,
});

/** Somebody in a session of their own who has just shown a second factor. */
export const personWith = (grants: readonly Grant[], change: Partial<PersonActor> = {}): PersonActor => ({
  kind: 'person',
  personId,
  sessionId: '0198a000-0000-7000-8000-0000000000b1',
  grants,
  secondFactorAtMs: testNow.getTime(),
  clientId: null,
  ...change,
});

export const personAs = (role: Role, scope: GrantScope = 'all', change: Partial<PersonActor> = {}): PersonActor =>
  personWith([grantTo(permissionsOf(role), { scope })], change);

export const keyWith = (grants: readonly Grant[]): KeyActor => ({
  kind: 'key',
  keyId: '0198a000-0000-7000-8000-0000000000c1',
  ownerId: personId,
  grants,
});

export const contextOf = (actor: Actor, clock: Clock = fixedClock(testNow)): Context => ({
  actor,
  visitor: nobody,
  clock,
  ids: randomIds,
  requestId: 'test',
});
