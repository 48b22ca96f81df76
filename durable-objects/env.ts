import { type Database, openDatabase } from '#db/client';
import { RecordsVariables, variablesGuard } from '#platform/config';
import type { EventMessage } from '#platform/events';
import type { ObjectBindings } from '#platform/object-bindings';

/** What wrangler.toml binds for the objects. */
export interface ObjectsEnv extends ObjectBindings {
  DATABASE_URL: string;
  /** `host:port` of the local Neon endpoint; absent on Neon. */
  NEON_LOCAL?: string;
  EVENTS_ANALYTICS: Queue<EventMessage>;
  EVENTS_CAMPAIGNS: Queue<EventMessage>;
  EVENTS_CATALOG: Queue<EventMessage>;
  EVENTS_WEBHOOKS: Queue<EventMessage>;
}

const requireVariables = variablesGuard('objects', RecordsVariables);

export function databaseOf(env: ObjectsEnv): Database {
  requireVariables(env);
  return openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL });
}
