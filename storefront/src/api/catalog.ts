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

export const listProducts = (query: ProductQuery): Promise<Answer<ProductList>> =>
  requestApi(`/v1/products${toQuery(query)}`);

export const getProduct = (handle: string): Promise<Answer<Product>> =>
  requestApi(`/v1/products/${encodeURIComponent(handle)}`);

export const listRemedies = (query: { letter?: string; cursor?: string; limit?: number }): Promise<Answer<RemedyList>> =>
  requestApi(`/v1/remedies${toQuery(query)}`);

export const getRemedy = (slug: string): Promise<Answer<Remedy>> =>
  requestApi(`/v1/remedies/${encodeURIComponent(slug)}`);

export const search = (text: string): Promise<Answer<SearchAnswer>> => requestApi(`/v1/search${toQuery({ q: text })}`);

export async function listStores(): Promise<Store[]> {
  const answer = await requestApi<{ data: Store[] }>('/v1/stores');
  return answer.ok ? answer.value.data : [];
}
