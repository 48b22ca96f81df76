/** Seconds until the next try after the first, second ... failed one. After the last the message counts as failed. */
const retryDelaysSeconds = [60, 5 * 60, 25 * 60, 2 * 60 * 60] as const;

export const maxAttempts = retryDelaysSeconds.length + 1;

/**
 * A message is one sender's alone for so long: longer than a claim of `claimSize` mails can take, see `sendTimeoutMs`, and
 * short, because the mails of a sender that died wait for its end.
 */
export const leaseMs = 30_000;

/** A mail that was not taken by then counts as a failed try. */
export const sendTimeoutMs = 8_000;

/** Mails that are sent at the same time: a Worker may have six connections open. */
export const parallelSends = 6;

/** Mails claimed in one go: two rounds of parallel sends end well inside the lease, even when each one times out. */
export const claimSize = 12;

/** When to try again after so many tries, or null when it is time to give up. */
export function nextTryAt(attempts: number, now: Date): Date | null {
  const delay = retryDelaysSeconds[attempts - 1];
  return delay === undefined ? null : new Date(now.getTime() + delay * 1000);
}
