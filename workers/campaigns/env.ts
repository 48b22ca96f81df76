import type { Mailbox } from '#modules/campaigns';
import type { ConsumerEnv } from '#platform/consumer-context';
import type { ShopFace } from '#platform/context';

/** What this Worker is bound to: see wrangler.toml. */
export interface CampaignsEnv extends ConsumerEnv {
  MAIL: SendEmail;
  FILES: R2Bucket;
  SHOP_NAME: string;
  SHOP_URL: string;
  MAIL_FROM: string;
  /** `1` keeps mails in FILES, to be read at /dev/mails, instead of sending them. */
  LOCAL_MAILS?: string;
}

export const keepsMailsLocal = (env: Pick<CampaignsEnv, 'LOCAL_MAILS'>): boolean => env.LOCAL_MAILS === '1';

export const shopFace = (env: CampaignsEnv): ShopFace => ({ name: env.SHOP_NAME, url: env.SHOP_URL });

export const mailFrom = (env: CampaignsEnv): Mailbox => ({ name: env.SHOP_NAME, address: env.MAIL_FROM });
