import { createSignal } from 'solid-js';
import { createLive } from './create-live.ts';

interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** A list that grows page by page from its first one. Reading it again reads all pages that are shown. */
export function createPages<Item>(read: (cursor?: string) => Promise<Page<Item>>) {
  const [depth, setDepth] = createSignal(1);
  const pages = createLive(depth, async (wanted) => {
    const items: Item[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < wanted; page++) {
      const answer: Page<Item> = await read(cursor ?? undefined);
      items.push(...answer.data);
      cursor = answer.nextCursor;
      if (cursor === null) break;
    }
    return { items, hasMore: cursor !== null };
  });
  return { ...pages, more: () => setDepth((count) => count + 1) };
}
