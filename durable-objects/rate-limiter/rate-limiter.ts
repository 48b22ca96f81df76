import { DurableObject } from 'cloudflare:workers';
import type { Quota, QuotaState, RateLimiterDoor } from '#platform/objects';
import type { ObjectsEnv } from '../env.ts';

export class RateLimiter extends DurableObject<ObjectsEnv> implements RateLimiterDoor {
  async take(quota: Quota): Promise<QuotaState> {
    return { isAllowed: true, remaining: quota.limit, resetSeconds: quota.windowSeconds };
  }

  async reset(): Promise<void> {}
}
