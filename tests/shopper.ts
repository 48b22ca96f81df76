/** A shopper over the public API, for system tests, faults and benches. Answers are kept as text: replays compare bytes. */
export interface Answer {
  status: number;
  text: string;
  json: Record<string, unknown>;
}

export interface Shop {
  url: string;
  operatorKey: string;
}

/**
 * A body that is too large is refused before it is read and its connection closed; whoever takes that connection up next
 * cannot write, so nothing has reached the shop: ask once more.
 */
export async function fetchOpen(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
    if (cause?.code !== 'EPIPE') throw error;
    return fetch(url, init);
  }
}

export async function call(
  shop: Pick<Shop, 'url'>,
  method: string,
  path: string,
  options: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const init: RequestInit = { method, headers: { ...options.headers } };
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { ...options.headers, 'content-type': 'application/json' };
  }
  const response = await fetchOpen(shop.url + path, init);
  const text = await response.text();
  const isJson = /^application\/(?:problem\+)?json\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, text, json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
}

export const asOperator = (shop: Shop): Record<string, string> => ({ authorization: `Bearer ${shop.operatorKey}` });

export const orderRequest = (name = 'Asha Rao') => ({
  contact: { name, email: 'asha.rao@example.com', phone: '+919812345678' },
  shippingAddress: { line1: '12 Laxmi Road', city: 'Pune', stateCode: '27', postalCode: '411030', country: 'IN' },
  deliveryMethod: 'standard',
  paymentMethod: 'cod',
});

export interface Cart {
  id: string;
  token: string;
}

/** A cart with one line in it. Throws the answer when the shop refuses. */
export async function fillCart(
  shop: Pick<Shop, 'url'>,
  variantId: string,
  quantity = 1,
  storeId?: string,
): Promise<Cart> {
  const opened = await call(shop, 'POST', '/v1/carts', { body: storeId === undefined ? {} : { storeId } });
  if (opened.status !== 201) throw new Error(`The cart was refused: ${opened.status} ${opened.text}`);
  const cart = { id: String(opened.json.id), token: String(opened.json.token) };
  const added = await call(shop, 'POST', `/v1/carts/${cart.id}/lines`, {
    body: { variantId, quantity },
    headers: { 'x-cart-token': cart.token },
  });
  if (added.status !== 200 && added.status !== 201)
    throw new Error(`The line was refused: ${added.status} ${added.text}`);
  return cart;
}

export function checkout(
  shop: Pick<Shop, 'url'>,
  cart: Cart,
  key: string,
  body: unknown = orderRequest(),
  more: Record<string, string> = {},
): Promise<Answer> {
  return call(shop, 'POST', `/v1/carts/${cart.id}/checkout`, {
    body,
    headers: { ...more, 'x-cart-token': cart.token, 'idempotency-key': key },
  });
}

/** Runs tasks with at most `width` at once and keeps the order of the results. */
export async function inParallel<T>(count: number, width: number, task: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await task(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return results;
}
