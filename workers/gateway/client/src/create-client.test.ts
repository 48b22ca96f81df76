import { describe, expect, it } from 'vitest';
import { createTinctureClient } from './create-client.ts';
import { pages } from './pages.ts';
import { resultOf, TinctureProblem, unwrap } from './problem.ts';

const baseUrl = 'https://shop.example';
const list = (ids: string[], nextCursor: string | null = null) =>
  Response.json({ data: ids.map((id) => ({ id })), nextCursor });
const problem = (
  status: number,
  code: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  Response.json(
    { type: 'about:blank', title: 'No', status, code, detail: 'Not now.', requestId: 'r1', ...more },
    { status, headers: { ...headers, 'content-type': 'application/problem+json' } },
  );

/** An API that answers by the request and by how often it was asked, and remembers what it was asked. */
function api(answer: (request: Request, times: number) => Response | Promise<Response>) {
  const asked: { method: string; path: string; authorization: string | null; body: string }[] = [];
  const waits: number[] = [];
  return {
    asked,
    waits,
    fetch: async (request: Request) => {
      const { pathname, search } = new URL(request.url);
      const authorization = request.headers.get('authorization');
      asked.push({
        method: request.method,
        path: pathname + search,
        authorization,
        body: await request.clone().text(),
      });
      return answer(request, asked.length);
    },
    wait: async (ms: number) => void waits.push(ms),
  };
}

describe('a call', () => {
  it('has the types of its operation, and carries the key of a program', async () => {
    const { fetch, asked } = api(() => list(['a']));
    const client = createTinctureClient({ baseUrl, apiKey: 'tk_1', fetch });
    const found = await unwrap(client.GET('/v1/webhook-endpoints', { params: { query: { limit: 5 } } }));
    expect(found.data[0]?.id).toBe('a');
    expect(asked).toMatchObject([{ path: '/v1/webhook-endpoints?limit=5', authorization: 'Bearer tk_1' }]);
  });

  it('that is refused is a value with the problem in it, or an error', async () => {
    const errors = [{ path: 'limit', message: 'Must be at most 100' }];
    const { fetch } = api(() => problem(400, 'invalid_input', { errors }));
    const client = createTinctureClient({ baseUrl, fetch });
    const result = await resultOf(client.GET('/v1/stores'));
    expect(result).toMatchObject({
      ok: false,
      problem: { status: 400, code: 'invalid_input', errors, requestId: 'r1' },
    });
    await expect(unwrap(client.GET('/v1/stores'))).rejects.toThrow(TinctureProblem);
  });

  it('that a proxy answers with a page of its own counts as unavailable', async () => {
    const { fetch } = api(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    const result = await resultOf(createTinctureClient({ baseUrl, fetch }).GET('/v1/stores'));
    expect(result).toMatchObject({ ok: false, problem: { status: 502, code: 'unavailable' } });
  });
});

describe('a session that has run out', () => {
  const expired = () => problem(401, 'unauthenticated', { reason: 'expired' });
  const endpoint = { url: 'https://partner.example/', eventTypes: ['product.changed' as const], description: '' };

  it('is renewed once for all who wait, and every request is sent again as it was', async () => {
    let renewals = 0;
    const { fetch, asked } = api((request) =>
      request.headers.get('authorization') === 'Bearer new' ? list([]) : expired(),
    );
    const refresh = async () => {
      renewals += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 'new';
    };
    const client = createTinctureClient({ baseUrl, accessToken: 'old', refresh, fetch });
    await Promise.all(
      Array.from({ length: 20 }, () => unwrap(client.POST('/v1/webhook-endpoints', { body: endpoint }))),
    );
    expect(renewals).toBe(1);
    expect(asked).toHaveLength(40);
    expect(new Set(asked.map(({ body }) => body))).toEqual(new Set([JSON.stringify(endpoint)]));
    await unwrap(client.GET('/v1/stores'));
    expect([renewals, asked.at(-1)?.authorization]).toEqual([1, 'Bearer new']);
  });

  it('that cannot be renewed is told, once a request, and nothing loops', async () => {
    let told = 0;
    const { fetch, asked } = api(expired);
    const onUnauthenticated = () => void told++;
    const client = createTinctureClient({
      baseUrl,
      accessToken: 'old',
      refresh: async () => undefined,
      onUnauthenticated,
      fetch,
    });
    expect((await resultOf(client.GET('/v1/stores'))).ok).toBe(false);
    expect([told, asked.length]).toEqual([1, 1]);
    const stubborn = createTinctureClient({
      baseUrl,
      accessToken: 'old',
      refresh: async () => 'new',
      onUnauthenticated,
      fetch,
    });
    expect((await resultOf(stubborn.GET('/v1/stores'))).ok).toBe(false);
    expect([told, asked.length]).toEqual([2, 3]);
  });

  it('is not renewed when it was ended or never was', async () => {
    let renewals = 0;
    const { fetch } = api(() => problem(401, 'unauthenticated', { reason: 'ended' }));
    const refresh = async () => `${++renewals}`;
    await resultOf(createTinctureClient({ baseUrl, accessToken: 'old', refresh, fetch }).GET('/v1/stores'));
    expect(renewals).toBe(0);
  });
});

describe('a refusal for the moment', () => {
  it('is tried again after Retry-After, when the request changes nothing', async () => {
    const shop = api((_, times) =>
      times < 3 ? problem(429, 'rate_limited', {}, { 'retry-after': '2' }) : list(['a']),
    );
    const client = createTinctureClient({ baseUrl, ...shop });
    expect((await resultOf(client.GET('/v1/stores'))).ok).toBe(true);
    expect(shop.waits).toEqual([2_000, 2_000]);
  });

  it('is given back after a few tries, or at once when the wait is long', async () => {
    const shop = api(() => problem(503, 'unavailable'));
    expect(await resultOf(createTinctureClient({ baseUrl, ...shop }).GET('/v1/stores'))).toMatchObject({
      problem: { code: 'unavailable' },
    });
    expect([shop.asked.length, shop.waits]).toEqual([3, [500, 1_000]]);
    const patient = api(() => problem(429, 'rate_limited', {}, { 'retry-after': '3600' }));
    await resultOf(createTinctureClient({ baseUrl, ...patient }).GET('/v1/stores'));
    expect([patient.asked.length, patient.waits]).toEqual([1, []]);
  });

  it('is never tried again for a change, unless its idempotency key makes it one', async () => {
    const shop = api(() => problem(503, 'unavailable'));
    const client = createTinctureClient({ baseUrl, ...shop });
    await resultOf(client.POST('/v1/carts', { body: {} }));
    expect(shop.asked).toHaveLength(1);
    await resultOf(client.POST('/v1/carts', { body: {}, headers: { 'idempotency-key': 'k' } }));
    expect(shop.asked).toHaveLength(4);
  });
});

describe('pages', () => {
  it('brings every page of a list, in order, and only as many as are asked for', async () => {
    const shop = api((request) => {
      const cursor = Number(new URL(request.url).searchParams.get('cursor') ?? '0');
      return list([`e${cursor}`], cursor < 3 ? String(cursor + 1) : null);
    });
    const client = createTinctureClient({ baseUrl, ...shop });
    const read = (cursor: string | undefined) =>
      unwrap(client.GET('/v1/webhook-endpoints', { params: { query: { cursor } } }));
    const seen: string[] = [];
    for await (const { data } of pages(read)) seen.push(...data.map(({ id }) => id));
    expect(seen).toEqual(['e0', 'e1', 'e2', 'e3']);
    for await (const _ of pages(read)) break;
    expect(shop.asked).toHaveLength(5);
  });

  it('notices a list that goes in circles', async () => {
    const circle = pages(async () => ({ data: [], nextCursor: 'same' }));
    await circle.next();
    await circle.next();
    await expect(circle.next()).rejects.toThrow('again and again');
  });
});
