import { describe, expect, it } from 'vitest';
import { EdgeCache, type EdgeCacheLimits, edgeCacheLimits } from './edge-cache.ts';

const ORIGIN = 'https://shop.example';
const shared = 'public, max-age=0, s-maxage=60, stale-while-revalidate=30';

function world(limits: Partial<EdgeCacheLimits> = {}) {
  let nowMs = 1_000_000;
  const waiting: Promise<unknown>[] = [];
  const cache = new EdgeCache({ limits: { ...edgeCacheLimits, ...limits }, nowMs: () => nowMs });
  return {
    cache,
    pass: (ms: number) => {
      nowMs += ms;
    },
    settle: () => Promise.all(waiting),
    get: (path: string, load: () => Promise<Response>, headers: Record<string, string> = {}) =>
      cache.answer(new Request(ORIGIN + path, { headers }), load, (work) => void waiting.push(work)),
    hit: (path: string, init?: RequestInit) => cache.hit(new Request(ORIGIN + path, init)),
  };
}

/** A source whose n-th answer says n, and which can be held back. */
function source(headers: Record<string, string> = {}) {
  const gates: (() => void)[] = [];
  let calls = 0;
  const answer = (text: string) =>
    new Response(text, { headers: { 'cache-control': shared, 'cache-tag': 'list', ...headers } });
  return {
    get calls() {
      return calls;
    },
    load: async () => answer(String(++calls)),
    held: () => {
      const text = String(++calls);
      return new Promise<Response>((resolve) => {
        gates.push(() => resolve(answer(text)));
      });
    },
    release: (index: number) => gates[index]?.(),
  };
}

const text = async (response: Response | undefined | Promise<Response>) => (await response)?.text();

describe('EdgeCache', () => {
  it('loads once and answers from memory until the answer is no longer fresh', async () => {
    const { get, pass } = world();
    const { load } = source({ 'cache-control': 'public, s-maxage=60' });
    expect(await text(get('/a', load))).toBe('1');
    pass(59_999);
    expect(await text(get('/a', load))).toBe('1');
    pass(1);
    expect(await text(get('/a', load))).toBe('2');
  });

  it('takes the order of query parameters and the host for the same question, a different query for another', async () => {
    const { get, hit } = world();
    const { load } = source();
    await get('/a?x=1&y=2', load);
    expect(await text(hit('/a?y=2&x=1'))).toBe('1');
    expect(hit('/a?y=2')).toBeUndefined();
    expect(hit('/a?x=1&y=2', { method: 'POST' })).toBeUndefined();
  });

  it('serves a stale answer once more at once while it fetches the new one, and fetches only one', async () => {
    const { get, hit, pass, settle } = world();
    const { load } = source();
    await get('/a', load);
    pass(61_000);
    expect(hit('/a')).toBeUndefined();
    const answers = await Promise.all([1, 2, 3].map(() => text(get('/a', load))));
    expect(answers).toEqual(['1', '1', '1']);
    await settle();
    expect(await text(hit('/a'))).toBe('2');
  });

  it('never serves an answer beyond its stale time', async () => {
    const { get, pass } = world();
    const { load } = source();
    await get('/a', load);
    pass(90_000);
    expect(await text(get('/a', load))).toBe('2');
  });

  it.each([
    ['private', { 'cache-control': 'private, s-maxage=60' }],
    ['no-store', { 'cache-control': 'no-store' }],
    ['a cookie', { 'cache-control': shared, 'set-cookie': 'a=b' }],
    ['no life at all', { 'cache-control': 'public, max-age=0' }],
    ['no Cache-Control', { 'cache-control': '' }],
    ['Vary: *', { 'cache-control': shared, vary: '*' }],
  ])('keeps nothing that carries %s', async (_, headers) => {
    const { get, hit } = world();
    const { load } = source(headers);
    expect(await text(get('/a', load))).toBe('1');
    expect(hit('/a')).toBeUndefined();
    expect(await text(get('/a', load))).toBe('2');
  });

  it('keeps no error and no redirect', async () => {
    const { get, hit } = world();
    await get('/a', async () => new Response('no', { status: 404, headers: { 'cache-control': shared } }));
    await get(
      '/a',
      async () => new Response(null, { status: 301, headers: { 'cache-control': shared, location: '/' } }),
    );
    expect(hit('/a')).toBeUndefined();
  });

  it('lets a purge by any of its tags drop an answer, and leaves the others', async () => {
    const { cache, get, hit } = world();
    await get('/a', source({ 'cache-tag': 'product:1, list' }).load);
    await get('/b', source({ 'cache-tag': 'product:2,list' }).load);
    expect(cache.purge(['product:1', 'nothing'])).toBe(1);
    expect(hit('/a')).toBeUndefined();
    expect(hit('/b')).toBeDefined();
    expect(cache.purge(['list'])).toBe(1);
    expect(cache.entries).toBe(0);
  });

  it('takes off what is meant for our own cache before an answer leaves, on a miss as on a hit', async () => {
    const { get, hit } = world();
    const miss = await get('/a', source().load);
    for (const answer of [miss, hit('/a')]) {
      expect(answer?.headers.get('cache-tag')).toBeNull();
      expect(answer?.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
    }
  });

  it('answers 304 to whoever has it already, and the body to whoever has another', async () => {
    const { get, hit } = world();
    await get('/a', source({ etag: '"one"' }).load);
    const known = hit('/a', { headers: { 'if-none-match': 'W/"one", "two"' } });
    expect(known?.status).toBe(304);
    expect(known?.headers.get('etag')).toBe('"one"');
    expect(known?.body).toBeNull();
    expect(hit('/a', { headers: { 'if-none-match': '"three"' } })?.status).toBe(200);
  });

  it('stamps each hit with its own headers and leaves earlier answers as they were', async () => {
    const { cache, get } = world();
    await get('/a', source().load);
    const hit = (id: string) => cache.hit(new Request(`${ORIGIN}/a`), { 'x-request-id': id });
    const [first, second] = [hit('one'), hit('two')];
    expect([first, second].map((answer) => answer?.headers.get('x-request-id'))).toEqual(['one', 'two']);
  });

  it('answers HEAD from the answer to GET, without its body', async () => {
    const { get, hit } = world();
    await get('/a', source().load);
    expect(hit('/a', { method: 'HEAD' })?.body).toBeNull();
  });
});

describe('EdgeCache, many at once', () => {
  it('loads once for everybody who asks while it loads', async () => {
    const { get, settle } = world();
    const made = source();
    const answers = Array.from({ length: 50 }, () => text(get('/a', made.held)));
    made.release(0);
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['1']));
    await settle();
    expect(made.calls).toBe(1);
  });

  it('loads again for those who wait when the first load fails or may not be shared', async () => {
    const { get } = world();
    let calls = 0;
    const failing = async () => {
      calls += 1;
      if (calls === 1) throw new Error('cut');
      return new Response(String(calls), { headers: { 'cache-control': 'private' } });
    };
    const [first, second, third] = await Promise.allSettled([1, 2, 3].map(() => text(get('/a', failing))));
    expect(first?.status).toBe('rejected');
    const others = [second, third].map((result) => result?.status === 'fulfilled' && result.value);
    expect(new Set(others)).toEqual(new Set(['2', '3']));
  });

  it('does not wait for ever for a load whose request was cancelled', async () => {
    const { get } = world({ followMs: 5 });
    const never = () => new Promise<Response>(() => undefined);
    void get('/a', never);
    expect(await text(get('/a', source().load))).toBe('1');
  });
});

describe('EdgeCache, a purge while an answer is being made', () => {
  it('does not keep what was read before the purge', async () => {
    const { cache, get, hit } = world();
    const made = source();
    const slow = get('/a', made.held);
    cache.purge(['list']);
    made.release(0);
    expect(await text(slow)).toBe('1');
    expect(hit('/a')).toBeUndefined();
  });

  it('does not give those who ask after the purge what was read before it', async () => {
    const { cache, get } = world();
    const made = source();
    const before = text(get('/a', made.held));
    cache.purge(['list']);
    const after = text(get('/a', made.held));
    made.release(0);
    made.release(1);
    expect(await before).toBe('1');
    expect(await after).toBe('2');
  });

  it('keeps the newer answer when the older load ends last', async () => {
    const { cache, get, hit } = world();
    const made = source();
    const before = text(get('/a', made.held));
    cache.purge(['list']);
    const after = text(get('/a', made.held));
    made.release(1);
    await after;
    made.release(0);
    await before;
    expect(await text(hit('/a'))).toBe('2');
  });

  it('keeps what is made during a purge of other tags', async () => {
    const { cache, get, hit } = world();
    const made = source();
    const slow = get('/a', made.held);
    cache.purge(['product:9']);
    made.release(0);
    await slow;
    expect(await text(hit('/a'))).toBe('1');
  });

  it('does not bring the past back when a stale answer is fetched anew during the purge', async () => {
    const { cache, get, hit, pass, settle } = world();
    const made = source();
    await get('/a', made.load);
    pass(61_000);
    await get('/a', made.held);
    cache.purge(['list']);
    made.release(0);
    await settle();
    expect(hit('/a')).toBeUndefined();
  });

  it('refuses late answers of any tag once it has forgotten which tags were purged', async () => {
    const { cache, get, hit } = world({ maxPurgedTags: 3 });
    const made = source();
    const slow = get('/a', made.held);
    cache.purge(['list']);
    cache.purge(['t:1', 't:2', 't:3', 't:4']);
    made.release(0);
    await slow;
    expect(hit('/a')).toBeUndefined();
    await get('/a', made.load);
    expect(hit('/a')).toBeDefined();
  });
});

describe('EdgeCache, its limits', () => {
  it('drops the least recently used answer when there are too many', async () => {
    const { cache, get, hit } = world({ maxEntries: 3 });
    for (const path of ['/a', '/b', '/c']) await get(path, source().load);
    hit('/a');
    await get('/d', source().load);
    expect(['/a', '/b', '/c', '/d'].map((path) => hit(path) !== undefined)).toEqual([true, false, true, true]);
    expect(cache.entries).toBe(3);
  });

  it('counts the addresses too, which strangers make as long as they like', async () => {
    const { cache, get } = world({ maxBytes: 100_000 });
    for (let i = 0; i < 20; i++) await get(`/a?${i}${'x'.repeat(10_000)}`, source().load);
    expect(cache.entries).toBeLessThan(5);
  });

  it('keeps no more bytes than it may, and no answer that is too large by itself', async () => {
    const { cache, get } = world({ maxBytes: 10_000, maxEntryBytes: 4_000 });
    const sized = (bytes: number) => async () =>
      new Response('x'.repeat(bytes), { headers: { 'cache-control': shared } });
    await get('/large', sized(4_001));
    expect(cache.entries).toBe(0);
    for (let n = 0; n < 20; n++) await get(`/${n}`, sized(3_000));
    expect(cache.entries).toBe(2);
  });
});
