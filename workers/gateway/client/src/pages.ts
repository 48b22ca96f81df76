/** One answer of a list. */
export interface Page<Row> {
  data: readonly Row[];
  nextCursor: string | null;
}

/** More pages than any list of ours has: a cursor that never ends is a mistake, not a long list. */
const MAX_PAGES = 100_000;

/**
 * All pages of a list, one after the other; stop whenever you have enough.
 *
 * @example for await (const { data } of pages((cursor) => unwrap(client.GET('/v1/products', { params: { query: { cursor } } }))))
 */
export async function* pages<Found extends Page<unknown>>(
  read: (cursor: string | undefined) => Promise<Found>,
): AsyncGenerator<Found, void, undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await read(cursor);
    yield found;
    if (found.nextCursor === null) return;
    if (found.nextCursor === cursor) throw new Error('This list answers the same cursor again and again');
    cursor = found.nextCursor;
  }
  throw new Error(`This list has more than ${MAX_PAGES} pages`);
}
