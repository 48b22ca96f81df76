import createClient from 'openapi-fetch';
import { forgetOperatorKey, operatorKey } from '../session/operator-key.ts';
import { Failure, failureOf, offline } from './failure.ts';
import type { components, paths } from './schema.d.ts';

type Served = components['schemas'];
/** The API's things by their names; rows of lists have none of their own there. */
export type Schemas = Served & {
  Message: Served['MessageList']['data'][number];
  ProductSales: Served['SalesReport']['data'][number];
};
export type Money = Schemas['Money'];

const client = createClient<paths>({ baseUrl: '/' });

client.use({
  onRequest({ request }) {
    const key = operatorKey();
    if (key !== null) request.headers.set('authorization', `Bearer ${key}`);
    return request;
  },
});

/** The body of a success; throws a Failure for everything else. A key that is refused is forgotten. */
async function bodyOf<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw offline();
  });
  if (data !== undefined) return data;
  const failure = failureOf(error, response.status);
  if (failure.code === 'unauthenticated' && operatorKey() !== null) forgetOperatorKey();
  throw failure;
}

export interface Period {
  from: string;
  to: string;
}

export const listStores = () => bodyOf(client.GET('/v1/stores')).then((page) => page.data);

export const readSales = (period: Period, limit: number, cursor?: string) =>
  bodyOf(client.GET('/v1/admin/sales', { params: { query: { ...period, limit, cursor } } }));

export const readMessages = (limit: number, cursor?: string) =>
  bodyOf(client.GET('/v1/admin/messages', { params: { query: { limit, cursor } } }));

export const readStoreTotals = (storeId: string) =>
  bodyOf(client.GET('/v1/admin/stores/{storeId}/totals', { params: { path: { storeId } } }));

export const searchProducts = (q: string) =>
  bodyOf(client.GET('/v1/search', { params: { query: { q, limit: 20 } } })).then((answer) => answer.data);

export const readProduct = (handle: string) =>
  bodyOf(client.GET('/v1/products/{handle}', { params: { path: { handle } } }));

export const putPrice = (variantId: string, amountPaise: number) =>
  bodyOf(
    client.PUT('/v1/admin/variants/{variantId}/price', {
      params: { path: { variantId } },
      body: { price: { amount: amountPaise, currency: 'INR' } },
    }),
  );

/** Asks for something only the operator may see, to find out whether a key is right. */
export async function tryKey(key: string): Promise<void> {
  const answer = await fetch('/v1/admin/messages?limit=1', { headers: { authorization: `Bearer ${key}` } }).catch(
    () => {
      throw offline();
    },
  );
  if (!answer.ok) throw failureOf(await answer.json().catch(() => null), answer.status);
}

export { Failure };
