import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductList, ProductView, RemedyView } from '#modules/catalog';
import { encodeCursor } from '#platform/http/cursor';
import { asJson, asOperator, type GatewayInNode, roundTrips, startGatewayInNode } from './gateway-in-node.ts';

const MAX_LIST_BYTES = 64 * 1024;
const countCards = sql`select count(*) as count from product_cards`;
const proofOf = (variantId: string) => sql`select
  (select count(*) from prices where variant_id = ${variantId} and price_list = 'retail') as prices,
  (select count(*) from audit_log where subject = ${variantId} and action = 'catalog.set_price') as audits,
  (select count(*) from events e join variants v on v.product_id::text = e.subject where v.id = ${variantId}
    and e.occurred_at >= (select max(valid_from) from prices where variant_id = ${variantId})) as events`;
let shop: GatewayInNode;
beforeAll(async () => {
  shop = await startGatewayInNode();
}, 300_000);
afterAll(() => shop.stop());

const read = async <T>(path: string): Promise<T> => (await (await shop.get(path)).json()) as T;

describe('budgets of round trips', () => {
  it.each([
    '/v1/products?sort=name&limit=3',
    '/v1/products?facets=true&limit=3',
    '/v1/products/sulphur-dilution-banyan-row',
    '/v1/remedies?letter=b',
    '/v1/remedies/sulphur',
    '/v1/search?q=lycopodium',
    '/v1/suggest?q=lyc',
    '/v1/stores',
  ])('%s: one when cold, none when cached', async (path) => {
    const cold = await shop.get(path);
    expect(cold.status).toBe(200);
    expect(roundTrips(cold)).toBe(1);
    const cached = await shop.get(path);
    expect(roundTrips(cached)).toBe(0);
    expect(await cached.text()).toBe(await cold.text());
  });
});

describe('lists', () => {
  it.each(['relevance', 'name', 'price', '-price', 'newest'])('sorted by %s show every product once', async (sort) => {
    const seen: ProductList['data'] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: ProductList = await read(`/v1/products?sort=${sort}&limit=40${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.data);
      cursor = page.nextCursor;
    }
    const [row] = await shop.db.query<{ count: number }>(countCards);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(row?.count);
    expect(seen.length).toBe(row?.count);
    const prices = seen.map(({ priceFrom }) => priceFrom.amount);
    if (sort === 'price') expect(prices).toEqual([...prices].sort((a, b) => a - b));
    if (sort === '-price') expect(prices).toEqual([...prices].sort((a, b) => b - a));
  });

  it.each(['/v1/products?limit=100&facets=true&language=hi', '/v1/remedies?limit=100'])(
    '%s stays under 64 KB',
    async (path) => {
      const body = await (await shop.get(path)).arrayBuffer();
      expect(body.byteLength).toBeLessThan(MAX_LIST_BYTES);
    },
  );

  it('are filtered by every property, in any spelling of potency and pack', async () => {
    const { data } = await read<ProductList>(
      '/v1/products?form=dilution&potency=ch30&pack=30ML&brand=banyan-row&remedy=sulphur',
    );
    expect(data.map(({ handle }) => handle)).toEqual(['sulphur-dilution-banyan-row']);
  });

  it('count what each other filter would show', async () => {
    const all = await read<ProductList>('/v1/products?facets=true&limit=1');
    const dilutions = all.facets?.form?.find(({ value }) => value === 'dilution');
    const some = await read<ProductList>('/v1/products?facets=true&limit=1&form=dilution');
    expect(some.facets?.form).toEqual(all.facets?.form);
    const brands = some.facets?.brand?.reduce((sum, { count }) => sum + count, 0);
    expect(brands).toBe(dilutions?.count);
  });

  it.each(['2026-02-30 00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-22 25:00:00Z', '0000-01-01 00:00:00+00'])(
    'refuse a cursor with the impossible instant %s',
    async (instant) => {
      const cursor = encodeCursor(['newest', instant, '019b76da-a800-7cb2-a0c0-eb02f1af4e4d']);
      expect((await shop.get(`/v1/products?sort=newest&cursor=${cursor}`)).status).toBe(400);
    },
  );

  it('refuse a cursor of another order', async () => {
    const { nextCursor } = await read<ProductList>('/v1/products?sort=name&limit=1');
    expect((await shop.get(`/v1/products?sort=price&cursor=${nextCursor}`)).status).toBe(400);
  });
});

describe('a product', () => {
  it('carries what its page shows, the ladder in order, at most six others', async () => {
    const product = await read<ProductView>('/v1/products/sulphur-dilution-banyan-row');
    expect(product.remedy).toMatchObject({ abbrev: 'Sulph', commonNames: ['Sublimated Sulphur'] });
    expect(product.variants.length).toBeGreaterThan(3);
    expect(product.variants[0]).toMatchObject({ taxIncluded: true, taxRateBasisPoints: 500 });
    expect(product.variants[0]?.availabilityByStore).toHaveLength(4);
    expect(product.related.length).toBeLessThanOrEqual(6);
    expect(product.related.every(({ id }) => id !== product.id)).toBe(true);
  });

  it('may have a handle as long as an import takes', async () => {
    expect((await shop.get(`/v1/products/${'a'.repeat(200)}`)).status).toBe(404);
  });

  it('speaks Hindi where it has been translated', async () => {
    const product = await read<ProductView>('/v1/products/sulphur-dilution-banyan-row?language=hi');
    expect(product.form.label).toBe('डाइल्यूशन');
    expect(product.name).toMatch(/[\u0900-\u097f]/);
  });

  it('has a label at the address it names, drawn once, and a redirect from an old address', async () => {
    const { images } = await read<ProductView>('/v1/products/sulphur-dilution-banyan-row');
    const url = images[0]?.url ?? '';
    const label = await shop.get(url);
    expect(label.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(label.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(roundTrips(label)).toBe(1);
    expect(await label.text()).toContain('<svg');
    const old = await shop.get(url.replace(/\.[0-9a-f]{8}\.svg$/, '.00000000.svg'));
    expect([old.status, old.headers.get('location')]).toEqual([302, url]);
    expect((await shop.get('/media/label/019b76da-a800-7cb2-a0c0-000000000000.00000000.svg')).status).toBe(404);
    expect((await shop.get('/media/photos/none.png')).status).toBe(404);
  });
});

describe('a remedy', () => {
  it('has its names, products and passages with book and section', async () => {
    const remedy = await read<RemedyView>('/v1/remedies/sulphur');
    expect(remedy.passages[0]).toMatchObject({ book: expect.any(String), section: expect.any(String) });
    expect(remedy.products.every((card) => card.remedy?.slug === 'sulphur')).toBe(true);
    expect(remedy.productCount).toBe(remedy.products.length);
  });

  it('is found by part of a name, where % and _ are only characters', async () => {
    const { data } = await read<{ data: { name: string }[] }>('/v1/remedies?q=arnica');
    expect(data.map(({ name }) => name)).toContain('Arnica montana');
    expect((await read<{ data: unknown[] }>('/v1/remedies?q=%25_%25')).data).toEqual([]);
  });
});

describe('a new price', () => {
  const path = '/v1/products/sulphur-dilution-banyan-row';
  const list = '/v1/products?remedy=sulphur&form=dilution&brand=banyan-row';
  const setPrice = (variantId: string, amount: number) =>
    shop.send('PUT', `/v1/admin/variants/${variantId}/price`, {
      headers: { ...asOperator, ...asJson },
      body: JSON.stringify({ price: { amount, currency: 'INR' } }),
    });

  it('is seen everywhere as soon as it is answered', async () => {
    const { variants, related } = await read<ProductView>(path);
    const variantId = variants[0]?.id ?? '';
    const neighbour = `/v1/products/${related[0]?.handle}`;
    await Promise.all([shop.get(list), shop.get(neighbour), shop.get('/v1/remedies/sulphur')]);
    const answer = await setPrice(variantId, 101);
    expect(await answer.json()).toMatchObject({ price: { amount: 101 }, purged: true });

    expect((await read<ProductView>(path)).variants[0]?.price.amount).toBe(101);
    expect((await read<ProductList>(list)).data[0]?.priceFrom.amount).toBe(101);
    const cards = [
      ...(await read<ProductView>(neighbour)).related,
      ...(await read<RemedyView>('/v1/remedies/sulphur')).products,
    ].filter(({ handle }) => path.endsWith(handle));
    expect(cards.length).toBe(2);
    expect(cards.map(({ priceFrom }) => priceFrom.amount)).toEqual([101, 101]);
  });

  it('leaves the old one in the books, and an audit row and an event beside it', async () => {
    const { variants } = await read<ProductView>(path);
    const variantId = variants[1]?.id ?? '';
    await setPrice(variantId, 202);
    const [row] = await shop.db.query(proofOf(variantId));
    expect(row).toEqual({ prices: 2, audits: 1, events: 1 });
  });

  it('says so when the cache could not be purged, and is written all the same', async () => {
    const { variants } = await read<ProductView>(path);
    shop.breakPurge = true;
    const answer = await setPrice(variants[2]?.id ?? '', 303);
    shop.breakPurge = false;
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ price: { amount: 303 }, purged: false });
    shop.cache.purge(['list', `product:${(await read<ProductView>(path)).id}`]);
    expect((await read<ProductView>(path)).variants[2]?.price.amount).toBe(303);
  });

  it('is refused above the MRP, for a stranger, and for a variant that is not there', async () => {
    const { variants } = await read<ProductView>(path);
    const { id = '', mrp } = variants[3] ?? {};
    expect((await setPrice(id, (mrp?.amount ?? 0) + 1)).status).toBe(400);
    expect((await setPrice('019b76da-a800-7cb2-a0c0-000000000000', 5)).status).toBe(404);
    const stranger = await shop.send('PUT', `/v1/admin/variants/${id}/price`, { headers: asJson, body: '{}' });
    expect(stranger.status).toBe(401);
  });
});
