import type { Database } from '#db/client';
import type { Clock } from './clock.ts';
import type { FileStore } from './files.ts';
import type { IdSource } from './ids.ts';
import type { Objects } from './objects.ts';

/** Who asks. `operator` holds the shop's operator key; `system` is the platform itself (queues, alarms, seeds). */
export type Actor = { kind: 'anonymous' } | { kind: 'operator' } | { kind: 'system'; name: string };

/** Everything a verb may use. Always given, never a default, so that a test decides all of it. */
export interface Context {
  actor: Actor;
  db: Database;
  objects: Objects;
  files: FileStore;
  clock: Clock;
  ids: IdSource;
  /** Names the request in logs, audit and errors. */
  requestId: string;
  /** Throws away cached answers that carry one of the tags; resolves when they can no longer be served. */
  purge(tags: readonly string[]): Promise<void>;
}

export const describeActor = (actor: Actor): string => (actor.kind === 'system' ? `system:${actor.name}` : actor.kind);
