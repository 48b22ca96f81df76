import type { Grant } from './grants.ts';

/** Somebody with an account, in a session of their own or through an app that they let in. */
export interface PersonActor {
  kind: 'person';
  personId: string;
  sessionId: string;
  grants: readonly Grant[];
  /** When a second factor was last shown in this session, in epoch milliseconds; null: never. */
  secondFactorAtMs: number | null;
  /** The app that acts for the person; null in a session of their own. */
  clientId: string | null;
}

/** A program with a key: a partner's, or an employee's script. It can never show a second factor. */
export interface KeyActor {
  kind: 'key';
  keyId: string;
  ownerId: string;
  grants: readonly Grant[];
}

/** Who asks. `operator` holds the key of the machine (imports, seeds); `system` is the platform itself (queues, alarms). */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'operator' }
  | { kind: 'system'; name: string }
  | PersonActor
  | KeyActor;

/** The account behind an actor, if there is one. */
export function personOf(actor: Actor): string | null {
  if (actor.kind === 'person') return actor.personId;
  return actor.kind === 'key' ? actor.ownerId : null;
}

export function describeActor(actor: Actor): string {
  if (actor.kind === 'system') return `system:${actor.name}`;
  if (actor.kind === 'key') return `key:${actor.keyId}`;
  if (actor.kind !== 'person') return actor.kind;
  return actor.clientId === null ? `person:${actor.personId}` : `person:${actor.personId} by app:${actor.clientId}`;
}
