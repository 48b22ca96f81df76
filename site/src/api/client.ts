import { type components, createTinctureClient } from '@tincture/client';
import { accountFetch } from '../session/account-fetch.ts';
import { Failure, failureOf, offline } from './failure.ts';

type Served = components['schemas'];
/** The API's things by their names; rows of lists have none of their own there. */
export type Schemas = Served & {
  Message: Served['MessageList']['data'][number];
  ProductSales: Served['SalesReport']['data'][number];
};
export type Money = Schemas['Money'];

const client = createTinctureClient({
  baseUrl: '/',
  fetch: accountFetch({
    send: (request) => fetch(request),
    leaveTo: (address) => location.assign(address),
    here: () => location.pathname + location.search,
  }),
  // Whoever looks at the console sees a refusal at once and asks again.
  maxRetries: 0,
});

/** The body of a success; throws a Failure for everything else. */
async function bodyOf<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked.catch(() => {
    throw offline();
  });
  if (data !== undefined) return data;
  throw failureOf(error, response.status);
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

/** Who is signed in, and what they may do. */
export const readMe = () => bodyOf(client.GET('/v1/me'));

export const signOutOfShop = () => bodyOf(client.POST('/v1/auth/sign-out'));

export { Failure };
