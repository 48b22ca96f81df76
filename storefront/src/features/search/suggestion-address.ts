import type { Suggestion } from '../../api/views.ts';
import type { Urls } from '../../urls.ts';

/** Where a suggestion leads: to its product or remedy when it names one, else to a search for its words. */
export function addressOf(urls: Urls, suggestion: Suggestion): string {
  return urls.search(suggestion.query ?? suggestion.label);
}
