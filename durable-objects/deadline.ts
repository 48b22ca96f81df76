export { withDeadline } from '#platform/deadline';

/** How long to wait after so many failures in a row: doubling from the first, up to the last. */
export const backoffMs = (failures: number, firstMs: number, longestMs: number): number =>
  Math.min(firstMs * 2 ** Math.max(failures - 1, 0), longestMs);
