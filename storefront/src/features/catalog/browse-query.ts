import type { ProductQuery } from '../../api/catalog.ts';
import type { ProductSort } from '../../api/views.ts';

export const sorts = ['relevance', 'name', 'price', '-price', 'newest'] as const satisfies ProductSort[];

/** Longer values name nothing we sell; they are dropped before they reach the API. */
const longestValue = 200;
const listLength = 24;

/** What the address asks for. Unknown parameters and sorts are ignored, so that every address shows a list. */
export function readBrowseQuery(parameters: URLSearchParams, fixed: ProductQuery = {}): ProductQuery {
  const text = (name: string) => {
    const value = parameters.get(name)?.trim();
    return value && value.length <= longestValue ? value : undefined;
  };
  return {
    form: text('form'),
    potency: text('potency'),
    brand: text('brand'),
    category: text('category'),
    pack: text('pack'),
    remedy: text('remedy'),
    inStock: parameters.has('inStock') ? true : undefined,
    sort: sorts.find((sort) => sort === parameters.get('sort')),
    cursor: text('cursor'),
    limit: listLength,
    ...fixed,
  };
}

/** The same list without its place in it and without what the page itself fixes: what a link to "more" carries on. */
export function withoutPlace({ cursor: _cursor, limit: _limit, ...query }: ProductQuery): ProductQuery {
  return query;
}
