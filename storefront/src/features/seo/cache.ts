/** How long the edge may keep a page, and how long it may show the old one while it fetches the new. Seconds. */
const freshness = { page: 300, staleWhileRevalidate: 86_400 };

/**
 * Lets the gateway keep this page for everybody. Only for pages that read no cookie; the tags are those of api.md
 * (`product:<id>`, `remedy:<id>`, `store:<id>`, `list`) and decide what a change purges.
 */
export function cacheForEverybody(headers: Headers, tags: readonly string[]): void {
  headers.set(
    'cache-control',
    `public, max-age=0, s-maxage=${freshness.page}, stale-while-revalidate=${freshness.staleWhileRevalidate}`,
  );
  if (tags.length > 0) headers.set('cache-tag', tags.join(','));
}

/** For pages about one visitor: cart, checkout, order. */
export function keepPrivate(headers: Headers): void {
  headers.set('cache-control', 'private, no-store');
  headers.set('referrer-policy', 'same-origin');
}
