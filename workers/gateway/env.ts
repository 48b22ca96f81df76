import type { CarrierVariables } from '#modules/orders';
import type { PaymentVariables } from '#modules/payments';
import type { IdentityDoor } from '#platform/identity-door';
import type { ObjectBindings } from '#platform/object-bindings';
import type { InnerDoor } from './inner/inner-door.ts';
import type { PublicCatalog } from './worker.ts';

/** What the platform gives the gateway: see wrangler.toml. The database and the keys are secrets. */
export interface Env extends ObjectBindings, PaymentVariables, CarrierVariables {
  DATABASE_URL: string;
  /** host:port of the local Neon endpoint; absent on Neon. */
  NEON_LOCAL?: string;
  /** For imports and scripts on the machine of the owner. Without it nobody is the operator. */
  OPERATOR_KEY?: string;
  /** Opens personal data: see workers/platform/personal-keys.ts. */
  PERSONAL_KEYS: string;
  APP_VERSION?: string;
  SHOP_NAME: string;
  /** Our own origin, as visitors see it: told, never taken from a Host header. */
  SHOP_URL: string;
  /** `1` in the local runtime only: sent mails can be read at /dev/mails. */
  LOCAL_MAILS?: string;
  /** `1` in the local runtime only: webhooks may go to this machine. */
  LOCAL_TARGETS?: string;

  /** Accounts and sessions. Its `fetch` serves the pages and call-backs of OAuth. */
  IDENTITY: IdentityDoor & Pick<Fetcher, 'fetch'>;
  /** Counts requests by address where they arrive; absent in Node. */
  FLOODS?: RateLimit;
  FILES: R2Bucket;
  /** What staff may do; its `fetch` serves the reference of the API. */
  OFFICE: InnerDoor & Pick<Fetcher, 'fetch'>;
  GRAPHQL: InnerDoor;
  STOREFRONT: Fetcher;
  CAMPAIGNS: Fetcher;
  SITE: Fetcher;
}

/** What verbs work with: all that the inner Workers get. */
export type VerbsEnv = Omit<Env, 'OFFICE' | 'GRAPHQL' | 'STOREFRONT' | 'CAMPAIGNS' | 'SITE' | 'OPERATOR_KEY'>;

/** The part of the platform's context that the gateway uses. */
export interface GatewayExecution {
  waitUntil(work: Promise<unknown>): void;
  readonly exports: { PublicCatalog: Pick<PublicCatalog, 'fetch' | 'purge'> };
}
