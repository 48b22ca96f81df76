import { describe, expect, inject, it } from 'vitest';
import { eventually, stockOwnVariant } from '../own-stock.ts';
import { asOperator, call, checkout, fillCart, orderRequest } from '../shopper.ts';

const shop = inject('shop');

interface Page {
  handle: string;
  variants: { id: string; price: { amount: number }; availability: string; image: { url: string } }[];
}

async function handleOf(variantId: string, ask = shop): Promise<string> {
  const sku = `test-${variantId.slice(-12)}`;
  const page = await call(ask, 'GET', `/v1/products/${sku}`);
  expect(page.status).toBe(200);
  return sku;
}

const roundTrips = (response: Response): number =>
  Number(/db;desc="(\d+)"/.exec(response.headers.get('server-timing') ?? '')?.[1] ?? Number.NaN);

const get = (path: string, headers: Record<string, string> = {}) => fetch(shop.url + path, { headers });

describe('a price change', () => {
  it('is visible in the page, the list, the cart and the storefront as soon as it is answered', async () => {
    const own = await stockOwnVariant(shop, 10);
    const handle = await handleOf(own.variantId);
    const look = async () => {
      const page = (await (await get(`/v1/products/${handle}`)).json()) as Page;
      const html = await (await get(`/product/${handle}`)).text();
      return {
        api: page.variants[0]?.price.amount,
        html: html.includes('₹110') ? 'old' : html.includes('₹98.50') ? 'new' : 'neither',
      };
    };
    expect(await look()).toEqual({ api: 11_000, html: 'old' });
    expect(await look()).toEqual({ api: 11_000, html: 'old' });
    const changed = await call(shop, 'PUT', `/v1/admin/variants/${own.variantId}/price`, {
      headers: asOperator(shop),
      body: { price: { amount: 9_850, currency: 'INR' } },
    });
    expect(changed.status).toBe(200);
    expect(await look()).toEqual({ api: 9_850, html: 'new' });
    const cart = await fillCart(shop, own.variantId, 2, own.storeId);
    const seen = await call(shop, 'GET', `/v1/carts/${cart.id}`, { headers: { 'x-cart-token': cart.token } });
    expect(seen.json.subtotal).toEqual({ amount: 19_700, currency: 'INR' });
  });

  it('is refused without the operator key', async () => {
    const own = await stockOwnVariant(shop, 1);
    const body = { price: { amount: 1, currency: 'INR' } };
    const refused = await call(shop, 'PUT', `/v1/admin/variants/${own.variantId}/price`, { body });
    expect(refused.status).toBe(401);
  });
});

describe('what shoppers see of a shelf', () => {
  it('turns to out on the page when the last piece is sold', async () => {
    const own = await stockOwnVariant(shop, 1);
    const handle = await handleOf(own.variantId);
    const shown = async () => ((await (await get(`/v1/products/${handle}`)).json()) as Page).variants[0]?.availability;
    await eventually(shown, (band) => band === 'low', 5_000);
    const placed = await checkout(shop, await fillCart(shop, own.variantId, 1, own.storeId), `last-${own.variantId}`);
    expect(placed.status).toBe(201);
    await eventually(shown, (band) => band === 'out', 5_000);
  });
});

describe('round trips to the database', () => {
  it('are none for what is cached, and one for what is cold, whatever the number of rows', async () => {
    const [a, b] = [await stockOwnVariant(shop, 5), await stockOwnVariant(shop, 5)];
    const cold = [
      `/v1/products/test-${a.variantId.slice(-12)}`,
      `/v1/products?limit=1&remedy=${b.variantId}`,
      '/v1/products?limit=1&sort=-price',
      '/v1/products?limit=100&sort=-price',
      '/v1/remedies?limit=100',
      '/v1/search?q=natrum+mur+200&limit=50',
    ];
    for (const path of cold)
      expect([path, roundTrips(await get(path))]).toEqual([path, expect.toSatisfy((n: number) => n <= 1)]);
    for (const path of cold) expect([path, roundTrips(await get(path))]).toEqual([path, 0]);
  });

  it('are one for a change of a cart and none beside the write of a checkout', async () => {
    const own = await stockOwnVariant(shop, 5);
    const cart = await fillCart(shop, own.variantId, 1, own.storeId);
    const headers = { 'x-cart-token': cart.token, 'content-type': 'application/json' };
    const change = await fetch(`${shop.url}/v1/carts/${cart.id}/lines`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ variantId: own.variantId, quantity: 1 }),
    });
    expect(roundTrips(change)).toBe(1);
    const placed = await fetch(`${shop.url}/v1/carts/${cart.id}/checkout`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': `trips-${cart.id}` },
      body: JSON.stringify(orderRequest()),
    });
    expect(placed.status).toBe(201);
    // The quote is fresh, so the gateway reads nothing; the one write is NumberSeries' group, asserted in its own tests.
    expect(roundTrips(placed)).toBe(0);
  });
});

describe('answers for caches', () => {
  it('carry an ETag that a second request can use, and never a cookie', async () => {
    const first = await get('/v1/products?limit=3');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect(first.headers.get('set-cookie')).toBeNull();
    const second = await get('/v1/products?limit=3', { 'if-none-match': etag });
    expect([second.status, await second.text()]).toEqual([304, '']);
  });

  it('stay small: a list of a hundred is under 64 KB', async () => {
    const body = await (await get('/v1/products?limit=100')).arrayBuffer();
    expect(body.byteLength).toBeLessThan(64 * 1024);
  });

  it('are private where they depend on who asks', async () => {
    const own = await stockOwnVariant(shop, 5);
    const cart = await fillCart(shop, own.variantId, 1, own.storeId);
    const seen = await get(`/v1/carts/${cart.id}`, { 'x-cart-token': cart.token });
    expect(seen.headers.get('cache-control')).toMatch(/no-store/);
    expect((await get(`/v1/carts/${cart.id}`, { 'x-cart-token': 'cart_wrong' })).status).toBe(404);
    expect((await get(`/v1/carts/${cart.id}`)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('the picture of a product', () => {
  it('is its own label, drawn as SVG without script and kept for a year', async () => {
    const list = (await (await get('/v1/products?limit=1')).json()) as {
      data: { name: string; image: { url: string } }[];
    };
    const url = list.data[0]?.image.url ?? '';
    const picture = await get(url);
    expect(picture.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(picture.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/);
    const svg = await picture.text();
    expect(svg).toMatch(/^<svg/);
    expect(svg).not.toMatch(/<script|href="http|on\w+=/);
    const outdated = await fetch(shop.url + url.replace(/\.[^.]+\.svg$/, '.00000000.svg'), { redirect: 'manual' });
    expect([301, 302, 307, 308, 404]).toContain(outdated.status);
  });
});

describe('one key, one order', () => {
  it('gets the same bytes again, and a refusal when the body differs', async () => {
    const own = await stockOwnVariant(shop, 5);
    const cart = await fillCart(shop, own.variantId, 1, own.storeId);
    const [first, twin] = await Promise.all([checkout(shop, cart, 'one-key'), checkout(shop, cart, 'one-key')]);
    // The second either waits for the first or is told that it is still running.
    expect(Math.min(first.status, twin.status)).toBe(201);
    expect([201, 409]).toContain(Math.max(first.status, twin.status));
    const again = await checkout(shop, cart, 'one-key');
    expect(again.text).toBe((first.status === 201 ? first : twin).text);
    const other = await checkout(shop, cart, 'one-key', orderRequest('Somebody Else'));
    expect([other.status, other.json.code]).toEqual([422, 'idempotency_mismatch']);
  });

  it('names what is left when two lines together want more than there is', async () => {
    const own = await stockOwnVariant(shop, 3);
    const cart = await fillCart(shop, own.variantId, 2, own.storeId);
    await call(shop, 'POST', `/v1/carts/${cart.id}/lines`, {
      headers: { 'x-cart-token': cart.token },
      body: { variantId: own.variantId, quantity: 2 },
    });
    const refused = await checkout(shop, cart, 'too-many');
    expect([refused.status, refused.json.code]).toEqual([409, 'out_of_stock']);
    expect(refused.json.lines).toMatchObject([{ variantId: own.variantId, requested: 4, available: 3 }]);
  });
});
