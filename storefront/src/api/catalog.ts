import type { Language } from '../features/i18n/language.ts';
import { type Answer, answerOf } from './answer.ts';
import { api } from './client.ts';
import type {
  PaymentMethod,
  Product,
  ProductList,
  ProductSort,
  Remedy,
  RemedyList,
  SearchAnswer,
  Store,
} from './views.ts';

export type ProductQuery = {
  remedy?: string | undefined;
  form?: string | undefined;
  potency?: string | undefined;
  brand?: string | undefined;
  pack?: string | undefined;
  category?: string | undefined;
  inStock?: true | undefined;
  facets?: true | undefined;
  sort?: ProductSort | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
};

/** A page of products in the words of a language; with `facets`, what each filter would leave. */
export function listProducts(query: ProductQuery, language: Language): Promise<Answer<ProductList>> {
  const { inStock, facets, ...rest } = query;
  const flags = { ...(inStock && { inStock: 'true' as const }), ...(facets && { facets: 'true' as const }) };
  return answerOf(api.GET('/v1/products', { params: { query: { ...rest, ...flags, language } } }));
}

export const getProduct = (handle: string, language: Language): Promise<Answer<Product>> =>
  answerOf(api.GET('/v1/products/{handle}', { params: { path: { handle }, query: { language } } }));

export type RemedyQuery = { letter?: string | undefined; cursor?: string | undefined; limit?: number };

export const listRemedies = (query: RemedyQuery, language: Language): Promise<Answer<RemedyList>> =>
  answerOf(api.GET('/v1/remedies', { params: { query: { ...query, language } } }));

export const getRemedy = (slug: string, language: Language): Promise<Answer<Remedy>> =>
  answerOf(api.GET('/v1/remedies/{slug}', { params: { path: { slug }, query: { language } } }));

export const search = (q: string, cursor: string | undefined, language: Language): Promise<Answer<SearchAnswer>> =>
  answerOf(api.GET('/v1/search', { params: { query: { q, cursor, language } } }));

export async function listStores(): Promise<Store[]> {
  const answer = await answerOf(api.GET('/v1/stores'));
  return answer.ok ? answer.value.data : [];
}

/** The ways of paying that a store takes; none where it is no store. */
export async function listPaymentMethods(storeId: string): Promise<PaymentMethod[]> {
  const answer = await answerOf(api.GET('/v1/payment-methods', { params: { query: { storeId } } }));
  return answer.ok ? answer.value.methods : [];
}
