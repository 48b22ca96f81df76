import type { ConsumerEnv } from '#platform/consumer-context';

/** What this Worker is bound to: see wrangler.toml. */
export interface WebhooksEnv extends ConsumerEnv {
  /** DNS over HTTPS (its JSON form), by which hosts of partners are looked up. */
  DNS_URL: string;
  /** `1` on a machine of one's own only: endpoints may be on this machine. */
  LOCAL_TARGETS?: string;
}
