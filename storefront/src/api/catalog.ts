import type { Language } from '../features/i18n/language.ts';
import { toQuery } from '../query.ts';
import { type Answer, requestApi } from './request.ts';
import type { Product, ProductList, Remedy, RemedyList, SearchAnswer, Store } from './views.ts';

export type ProductQuery = {
  remedy?: string | undefined;
  form?: string | undefined;
  potency?: string | undefined;
  brand?: string | undefined;
  pack?: string | undefined;
  category?: string | undefined;
  inStock?: boolean | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** A page of products in the words of a language; with `facets`, what each filter would leave. */
export const listProducts = (
  query: ProductQuery & { facets?: boolean },
  language: Language,
): Promise<Answer<ProductList>> => requestApi(`/v1/products${toQuery({ ...query, language })}`);

export const getProduct = (handle: string, language: Language): Promise<Answer<Product>> =>
  requestApi(`/v1/products/${encodeURIComponent(handle)}${toQuery({ language })}`);

export type RemedyQuery = { letter?: string; cursor?: string; limit?: number };

export const listRemedies = (query: RemedyQuery, language: Language): Promise<Answer<RemedyList>> =>
  requestApi(`/v1/remedies${toQuery({ ...query, language })}`);

export const getRemedy = (slug: string, language: Language): Promise<Answer<Remedy>> =>
  requestApi(`/v1/remedies/${encodeURIComponent(slug)}${toQuery({ language })}`);

export const search = (text: string, language: Language): Promise<Answer<SearchAnswer>> =>
  requestApi(`/v1/search${toQuery({ q: text, language })}`);

export async function listStores(): Promise<Store[]> {
  const answer = await requestApi<{ data: Store[] }>('/v1/stores');
  return answer.ok ? answer.value.data : [];
}
