import * as z from 'zod';
import { AppError } from '#platform/errors';
import { decodeCursor, encodeCursor } from '#platform/http/cursor';

/** As many as one page of a route can have. */
export const MAX_FIRST = 100;
export const DEFAULT_FIRST = 20;

/** Where an item stands: the page of the route, and how many of its items lie before the place. */
const PlaceSchema = z.tuple([z.string().max(1024), z.int().min(0).max(MAX_FIRST)]);

export interface Page {
  items: readonly unknown[];
  /** Cursor of each item, in the same order. */
  cursors: readonly string[];
  hasNextPage: boolean;
  /** Everything else that the route answered. */
  rest: Readonly<Record<string, unknown>>;
}

interface RouteAnswer extends Readonly<Record<string, unknown>> {
  data: readonly unknown[];
  nextCursor: string | null;
}

/**
 * A page of a connection from a list that only knows where its pages begin. An item in the middle of a page is found again
 * by reading that page and leaving out what comes before.
 */
export async function readPage(
  { first, after }: { first: number; after: string | undefined },
  read: (query: { limit: number; cursor?: string }) => Promise<unknown>,
): Promise<Page> {
  if (first < 1 || first > MAX_FIRST) {
    throw new AppError('invalid_input', 'Wrong: first.', {
      errors: [{ path: 'first', message: `Must be 1 to ${MAX_FIRST}` }],
    });
  }
  const [start, skipped] = after === undefined ? ['', 0] : decodeCursor(after, PlaceSchema);
  const limit = Math.min(first + skipped, MAX_FIRST);
  const answer = (await read({ limit, ...(start !== '' && { cursor: start }) })) as RouteAnswer;
  const { data, nextCursor, ...rest } = answer;
  const isLast = (at: number) => at === data.length - 1 && nextCursor !== null;
  const cursors = data.map((_, at) => encodeCursor(isLast(at) ? [nextCursor ?? '', 0] : [start, at + 1]));
  return { items: data.slice(skipped), cursors: cursors.slice(skipped), hasNextPage: nextCursor !== null, rest };
}
