import type { ConsumerEnv } from '#platform/consumer-context';
import type { ObjectBindings } from '#platform/object-bindings';

/** What this Worker is bound to: see wrangler.toml. AUTH_SECRET, PERSONAL_KEYS and the database are secrets. */
export interface IdentityEnv
  extends ConsumerEnv,
    Pick<ObjectBindings, 'REVOCATIONS' | 'RATE_LIMITER' | 'OUTBOX_RELAY'> {
  AUTH_SECRET: string;
  SHOP_NAME: string;
  SHOP_URL: string;
}
