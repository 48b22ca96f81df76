import { listProducts, type ProductQuery } from '../../api/catalog.ts';
import type { ProductList } from '../../api/views.ts';
import type { Language } from '../i18n/language.ts';
import { readBrowseQuery } from './browse-query.ts';

/** The filter that a landing page's own address stands for, such as `{ form: 'dilution' }`. */
export type FixedFilter = Pick<ProductQuery, 'form' | 'brand' | 'category'>;
export type Browsing = { query: ProductQuery; list: ProductList; fixed: FixedFilter };

/**
 * The list an address asks for. Called in a page, not in a component: what throws inside a component is already behind
 * the headers and would be cached as a good page. A refused filter shows an empty list.
 */
export async function loadBrowse(
  language: Language,
  parameters: URLSearchParams,
  fixed: FixedFilter = {},
): Promise<Browsing> {
  const query = readBrowseQuery(parameters, fixed);
  const answer = await listProducts({ ...query, facets: true }, language);
  return { query, fixed, list: answer.ok ? answer.value : { data: [], nextCursor: null } };
}
