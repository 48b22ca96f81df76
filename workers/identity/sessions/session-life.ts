const DAY_MS = 86_400_000;
/** Somebody who does not come back for so long signs in again. */
export const SLIDING_MS = 30 * DAY_MS;
/** Whoever keeps coming back signs in again after so long, all the same. */
export const ABSOLUTE_MS = 180 * DAY_MS;

/** Until when a refresh token that is given now is good. */
export const refreshUntil = (sessionCreatedAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + SLIDING_MS, sessionCreatedAt.getTime() + ABSOLUTE_MS));
