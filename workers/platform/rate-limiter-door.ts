/** Exact quotas: one object per subject (an address, an account, a key) and purpose. */

export interface Quota {
  /** Stands in the `ratelimit-policy` header: `sign-in`. */
  name: string;
  limit: number;
  windowSeconds: number;
}

export interface QuotaState {
  isAllowed: boolean;
  remaining: number;
  resetSeconds: number;
}

export interface RateLimiterDoor {
  /**
   * Takes `cost` from the quota's sliding window, or nothing when it is used up. Exact, whoever asks at once. A cost of 0
   * only looks.
   */
  take(quota: Quota, cost?: number): Promise<QuotaState>;
  /** Gives back what turned out not to count, such as a right password among attempts. */
  reset(quota: Pick<Quota, 'name'>): Promise<void>;
}
