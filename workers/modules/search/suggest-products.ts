import type { ProductIndex } from './product-index.ts';
import { unpackId } from './snapshot.ts';
import type { Understanding } from './understand-query.ts';

/** Something to go on with while typing: a remedy, a product, or words to search for. */
export type Suggestion = {
  readonly kind: 'remedy' | 'product';
  readonly label: string;
  /** What stands beside the label in smaller type. */
  readonly detail?: string;
  /** What to put into the search box. */
  readonly query: string;
  readonly abbrev?: string;
  readonly slug?: string;
  readonly handle?: string;
  readonly productId?: string;
  readonly variantId?: string;
};

export const SUGGESTION_LIMIT = 8;

/** Remedies come first; the rest of the list is for products of the best of them. */
const REMEDY_LIMIT = 5;

/** Further from the best than this, a remedy shares only a word with what was typed. */
const REMEDY_SCORE_RANGE = 0.2;

/** What somebody who typed this may want, at most SUGGESTION_LIMIT, best first. */
export function suggestProducts(index: ProductIndex, query: string): Suggestion[] {
  const { read, hits } = index.search(query, { limit: SUGGESTION_LIMIT });
  // Half of "200" is 20: a potency that nothing is made in is not repeated back.
  const { potency, pack } = read;
  const made = index.snapshot.potencies.some(([scale, value]) => scale === potency?.scale && value === potency.value);
  const asked = [made ? potency?.label : undefined, pack?.label].filter((label) => label !== undefined).join(' ');
  const remedies = remedySuggestions(index, read, asked).slice(0, REMEDY_LIMIT);
  const products = hits.map(({ product, variantId }): Suggestion => {
    const { handles, names, ids, brands } = index.snapshot.products;
    const name = index.snapshot.names[names[product] ?? -1] ?? '';
    const detail = index.snapshot.brands[brands[product] ?? -1]?.name;
    return {
      kind: 'product',
      label: name,
      ...(detail !== undefined && { detail }),
      query: [name, asked].filter(Boolean).join(' '),
      handle: handles[product] ?? '',
      productId: unpackId(ids, product),
      ...(variantId !== null && { variantId }),
    };
  });
  return [...remedies, ...products].slice(0, SUGGESTION_LIMIT);
}

/** What is on the shelf stands before what only stands in the books. */
function remedySuggestions(index: ProductIndex, read: Understanding, asked: string): Suggestion[] {
  const close = read.remedies.filter(({ score }) => score > (read.remedies[0]?.score ?? 0) - REMEDY_SCORE_RANGE);
  const [sold, known] = [true, false].map((wanted) =>
    close.filter(({ remedy }) => index.sellsRemedy(remedy.abbrev) === wanted),
  );
  return [...(sold ?? []), ...(known ?? [])].map(({ remedy: { abbrev, name, slug } }) => ({
    kind: 'remedy',
    label: [name, asked].filter(Boolean).join(' '),
    detail: abbrev,
    query: [name, asked].filter(Boolean).join(' '),
    abbrev,
    slug,
  }));
}
