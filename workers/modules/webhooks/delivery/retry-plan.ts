const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after the first, second ... failed try; after the last of them it is tried at that pace. */
const delaysMs = [5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS] as const;
const slowestMs = 3 * HOUR_MS;
/** Spread, so that what failed together does not come back together. */
const JITTER = 0.2;

/** A delivery that was not taken by then has failed for good. */
export const lifetimeMs = 72 * HOUR_MS;

/** One try, from looking up the host to the end of the answer. */
export const sendTimeoutMs = 10_000;

/**
 * A delivery is one sender's alone for so long: far longer than one try and writing down how it went. It is also the wait
 * after a sender that died.
 */
export const leaseMs = 45_000;

/** Deliveries that one sender has on their way: a Worker may wait for six answers, and the records need one. */
export const lanes = 5;
/** Of these, to endpoints that failed last time: the others must not wait behind hanging ones. */
export const failingLanes = 3;
/** At the same time to one endpoint, over all senders: one slow receiver must not hold up the others. */
export const parallelPerEndpoint = 3;
export const parallelPerFailingEndpoint = 1;

/** An endpoint that failed without a break is paused after so long, or earlier after so many failures. */
export const pauseAfterMs = 24 * HOUR_MS;
export const pauseAfterFailures = 20;
export const pauseAfterFailuresMs = HOUR_MS;

/**
 * When to try again after so many failed tries, or null when its time is over. `spread` is between 0 and 1 and makes the
 * wait up to a fifth longer.
 */
export function nextTryAt(tries: number, releasedAt: Date, now: Date, spread: number): Date | null {
  const delay = (delaysMs[tries - 1] ?? slowestMs) * (1 + JITTER * spread);
  const next = new Date(Math.round(now.getTime() + delay));
  return next.getTime() > releasedAt.getTime() + lifetimeMs ? null : next;
}
