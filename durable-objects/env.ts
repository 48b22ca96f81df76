import { type Database, openDatabase } from '#db/client';
import type { PaymentVariables } from '#modules/payments';
import type { CloudEvent } from '#platform/cloud-event';
import { RecordsVariables, variablesGuard } from '#platform/config';
import type { ObjectBindings } from '#platform/object-bindings';

/** What wrangler.toml binds for the objects. */
export interface ObjectsEnv extends ObjectBindings, PaymentVariables {
  DATABASE_URL: string;
  /** `host:port` of the local Neon endpoint; absent on Neon. */
  NEON_LOCAL?: string;
  EVENTS_ANALYTICS: Queue<CloudEvent>;
  EVENTS_CAMPAIGNS: Queue<CloudEvent>;
  EVENTS_CATALOG: Queue<CloudEvent>;
  EVENTS_WEBHOOKS: Queue<CloudEvent>;
}

const requireVariables = variablesGuard('objects', RecordsVariables);

export function databaseOf(env: ObjectsEnv): Database {
  requireVariables(env);
  return openDatabase({ url: env.DATABASE_URL, localEndpoint: env.NEON_LOCAL });
}
