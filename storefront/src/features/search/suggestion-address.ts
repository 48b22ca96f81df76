import type { Suggestion } from '../../api/views.ts';
import type { Urls } from '../../urls.ts';

/** Where a suggestion leads: to the product or remedy it names, else to a search for its words. */
export function addressOf(urls: Urls, { handle, slug, query }: Suggestion): string {
  if (handle) return urls.product(handle);
  return slug ? urls.remedy(slug) : urls.search(query);
}
