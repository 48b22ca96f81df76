/** What somebody counted of a batch, and what the store's object said at that very moment. */
export interface CountEntry {
  batchId: string;
  round: number;
  counted: number;
  expected: number;
  /** Of one piece. */
  costPaise: number;
}

export interface CountDifference {
  batchId: string;
  /** Pieces to add, or, negative, to take off. */
  difference: number;
  costPaise: number;
}

/** Of each batch the entry of the latest round: a recount replaces what it checks. */
export function latestEntries<T extends Pick<CountEntry, 'batchId' | 'round'>>(entries: readonly T[]): T[] {
  const latest = new Map<string, T>();
  for (const entry of entries) {
    const known = latest.get(entry.batchId);
    if (known === undefined || known.round < entry.round) latest.set(entry.batchId, entry);
  }
  return [...latest.values()];
}

/**
 * What a count changes: the difference, never the figure itself. What is sold, received or moved after the entry changes shelf
 * and books alike, so the difference stays right however late it is booked.
 */
export const countDifferences = (entries: readonly CountEntry[]): CountDifference[] =>
  latestEntries(entries)
    .map(({ batchId, counted, expected, costPaise }) => ({ batchId, difference: counted - expected, costPaise }))
    .filter(({ difference }) => difference !== 0);

/** At cost, gains and losses added up and not set off against each other: a find must not hide a theft. */
export const valueOfDifferences = (differences: readonly CountDifference[]): number =>
  differences.reduce((sum, { difference, costPaise }) => sum + Math.abs(difference) * costPaise, 0);

/** Whether somebody else must look at it: above a limit, and never when there is none. */
export const needsApproval = (valuePaise: number, limitPaise: number | null): boolean =>
  limitPaise !== null && valuePaise > limitPaise;
