import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '#platform/ids';
import { asJson, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';
import type { TokenWish } from './identity-in-node.ts';

/** Weaknesses that are known of cookies, caches, addresses and limits: one test each, named after the weakness. */

let shop: GatewayInNode;
beforeAll(async () => {
  shop = await startGatewayInNode();
}, 300_000);
afterAll(() => shop.stop());

const customer: TokenWish = { grants: [{ role: 'customer', scope: 'own' }] };
const staff: TokenWish = { grants: [{ role: 'owner', scope: 'all' }] };
const ACCOUNT = '/v1/webhook-endpoints';
const STAFF_ONLY = '/v1/admin/roles';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `tincture-access=${token}` });
const statusOf = async (path: string, headers: Record<string, string>) => (await shop.get(path, headers)).status;
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('cookies', () => {
  it('prefix tricks: where there is TLS a cookie without the prefix is none, and neither is one with it where there is not', async () => {
    const token = await shop.identity.token(staff);
    expect(await statusOf(STAFF_ONLY, cookie(token))).toBe(200);
    for (const name of [
      '__Host-tincture-access',
      '__Secure-tincture-access',
      'Tincture-Access',
      ' tincture-access-2',
      'xtincture-access',
    ]) {
      expect(await statusOf(STAFF_ONLY, { cookie: `${name}=${token}` })).toBe(401);
    }
    shop.env.SHOP_URL = 'https://shop.test';
    expect(await statusOf(STAFF_ONLY, cookie(token))).toBe(401);
    expect(await statusOf(STAFF_ONLY, { cookie: `__Host-tincture-access=${token}` })).toBe(200);
    shop.env.SHOP_URL = 'http://shop.test';
  });

  it('cookie tossing: two of one name are refused, in whichever order', async () => {
    const own = await shop.identity.token(staff);
    const planted = await shop.identity.token(staff);
    for (const [first, second] of [
      [own, planted],
      [planted, own],
      [own, ''],
    ]) {
      expect(await statusOf(STAFF_ONLY, { cookie: `tincture-access=${first}; tincture-access=${second}` })).toBe(401);
    }
  });

  it('cross-site requests: what rides on a cookie and changes something comes from our own pages', async () => {
    const act = async (headers: Record<string, string>) => {
      const token = await shop.identity.token({ ...staff, claims: { mfa_at: nowSeconds() } });
      return (
        await shop.send('POST', '/v1/admin/roles', { headers: { ...asJson, ...cookie(token), ...headers }, body: '{}' })
      ).status;
    };
    const strangers: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://shop.test.evil.example' },
      { origin: 'https://shop.test' },
      { origin: 'http://shop.test:8080' },
      { origin: 'http://evil.example', host: 'evil.example' },
      { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example', 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of strangers) expect([headers, await act(headers)]).toEqual([headers, 403]);
    const ours: Record<string, string>[] = [{ origin: 'http://shop.test' }, { 'sec-fetch-site': 'same-origin' }];
    for (const headers of ours) {
      // Let through to the schema of the body.
      expect([headers, await act(headers)]).toEqual([headers, 400]);
    }
  });

  it('login cross-site requests: nobody is signed in as somebody else by another site', async () => {
    const headers = { ...asJson, origin: 'https://evil.example', 'x-session': 'cookie' };
    expect((await shop.send('POST', '/v1/auth/sign-in', { headers, body: '{}' })).status).toBe(403);
    const renewal = { ...asJson, origin: 'https://evil.example', cookie: 'tincture-refresh=ref_x' };
    expect((await shop.send('POST', '/v1/auth/refresh', { headers: renewal, body: '{}' })).status).toBe(403);
  });

  it('credentialed cross-origin reads: no answer may be read with cookies from elsewhere', async () => {
    const origin = 'https://evil.example';
    const answer = await shop.get(STAFF_ONLY, { ...cookie(await shop.identity.token(staff)), origin });
    const own = await shop.get(ACCOUNT, { ...cookie(await shop.identity.token(staff)), origin });
    for (const { headers } of [answer, own]) {
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('one that has run out says so, for whoever can renew it, and breaks no public page', async () => {
    const over = await shop.identity.token({ ...staff, claims: { exp: nowSeconds() - 1 } });
    expect(await (await shop.get(STAFF_ONLY, cookie(over))).json()).toMatchObject({ status: 401, reason: 'expired' });
    for (const value of [over, 'garbage', '%00', 'a.b.c'])
      expect(await statusOf('/v1/products?limit=3', cookie(value))).toBe(200);
    expect(await statusOf('/v1/auth/sessions', cookie(over))).toBe(401);
  });
});

describe('caches', () => {
  it('cached private answers: what depends on who asks is never kept, and no credential reaches what is', async () => {
    const before = shop.cache.entries;
    const token = await shop.identity.token(staff);
    for (const headers of [bearer(token), cookie(token)]) {
      const answer = await shop.get(STAFF_ONLY, headers);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    }
    expect(shop.cache.entries).toBe(before);
    expect(await statusOf(STAFF_ONLY, {})).toBe(401);
  });

  it('cache deception: a name that looks like a file does not make a private answer public', async () => {
    const token = await shop.identity.token(staff);
    for (const path of [`${STAFF_ONLY}/x.css`, `${STAFF_ONLY};.js`, `${STAFF_ONLY}%2fx.png`]) {
      const before = shop.cache.entries;
      expect(await statusOf(path, cookie(token))).not.toBe(200);
      expect(shop.cache.entries).toBe(before);
    }
  });

  it('a signed-in person gets the shared answer of a public read, from the cache and without a call', async () => {
    const path = '/v1/products?limit=9';
    const plain = await (await shop.get(path)).text();
    const [entries, asked] = [shop.cache.entries, shop.objects.asked];
    shop.aheadMs += 3_000;
    const answer = await shop.get(path, cookie(await shop.identity.token(customer)));
    expect(await answer.text()).toBe(plain);
    expect(answer.headers.get('server-timing')).toContain('cache;desc="hit"');
    expect([shop.cache.entries, shop.objects.asked]).toEqual([entries, asked]);
  });
});

describe('addresses', () => {
  it('encoded paths: another spelling meets the rules of the one it stands for', async () => {
    for (const path of [
      '/v1/%61dmin/roles',
      '/v1/admin%2froles',
      '/v1//admin/roles',
      '/v1/./admin/roles',
      '/v1/admin/roles%00',
    ]) {
      const status = await statusOf(path, {});
      expect([path, [308, 401, 404].includes(status)]).toEqual([path, true]);
    }
  });

  it('method override: a header does not turn a read into a write', async () => {
    const headers = { ...bearer(await shop.identity.token(staff)), 'x-http-method-override': 'DELETE' };
    expect(await statusOf('/v1/admin/roles?_method=DELETE', headers)).toBe(400);
    expect(await statusOf('/v1/admin/roles', headers)).toBe(200);
  });

  it('host header trust: no link and no decision is made from it', async () => {
    const evil = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    for (const path of ['/openapi.json', '/docs', '/v1/products?limit=1', '/v1/%61dmin/sales']) {
      const answer = await shop.get(path, evil);
      expect(`${await answer.text()}${answer.headers.get('location')}`).not.toContain('evil.example');
    }
  });

  it('chunked bodies past the limit: counted as they come, whatever length was announced', async () => {
    const headers = { ...asJson, ...bearer(await shop.identity.token(staff)), 'content-length': '2' };
    let left = 40;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(65_536).fill(32)) : controller.close()),
    });
    const init = { headers, body, duplex: 'half' } as RequestInit;
    expect((await shop.send('PUT', `/v1/admin/variants/${randomIds.next()}/price`, init)).status).toBe(413);
    expect(left).toBeGreaterThan(10);
  });
});

describe('inputs', () => {
  it('mass assignment: a `userId` in a body makes nobody somebody else, and neither does a role', async () => {
    const headers = { ...asJson, ...bearer(await shop.identity.token(customer)) };
    for (const field of ['userId', 'personId', 'ownerId', 'role', 'grants', 'isAdmin']) {
      const answer = await shop.send('PATCH', '/v1/me', {
        headers,
        body: JSON.stringify({ name: 'Asha', [field]: randomIds.next() }),
      });
      const refusal = (await answer.json()) as { code: string };
      expect([field, answer.status, refusal.code]).toEqual([field, 400, 'invalid_input']);
    }
  });

  it('sort column injection: what lists may be sorted by is a short list of words', async () => {
    for (const sort of [
      'id',
      'name;drop table orders',
      'name desc',
      '(select 1)',
      'case when 1=1 then 1 end',
      '--name',
    ]) {
      const status = await statusOf(`/v1/products?limit=2&sort=${encodeURIComponent(sort)}`, {});
      expect([sort, status]).toEqual([sort, 400]);
    }
    expect(await statusOf('/v1/products?limit=2&sort=-price', {})).toBe(200);
  });
});

describe('limits', () => {
  const tryToRenew = (address?: string) =>
    shop.send('POST', '/v1/auth/refresh', {
      headers: { ...asJson, ...(address !== undefined && { 'cf-connecting-ip': address }) },
      body: '{}',
    });

  it('IPv6 evasion: a whole /64 is one subscriber, and IPv4 in IPv6 clothes is IPv4', async () => {
    const openCeremony = (address: string) =>
      shop.send('POST', '/v1/auth/outside/google/finish', {
        headers: { ...asJson, 'cf-connecting-ip': address },
        body: '{}',
      });
    const network = (n: number) => `2001:db8:1:2:${(n * 7919).toString(16).slice(-4)}::${n.toString(16)}`;
    for (let n = 0; n < 30; n++) expect((await openCeremony(network(n))).status).toBe(400);
    const refused = await openCeremony('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff');
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'ratelimit-limit': '30',
      'ratelimit-remaining': '0',
      'ratelimit-policy': '"sign-in";q=30;w=60',
      'retry-after': refused.headers.get('ratelimit-reset'),
    });
    expect((await openCeremony('2001:db8:1:3::1')).status).toBe(400);
    for (let n = 0; n < 30; n++) await openCeremony(n % 2 === 0 ? '198.51.100.9' : '::ffff:198.51.100.9');
    expect((await openCeremony('::FFFF:c633:6409')).status).toBe(429);
  });

  it('forwarded addresses: headers that a caller can write count for nothing', async () => {
    const before = shop.objects.counted;
    const headers = {
      ...asJson,
      'x-forwarded-for': '203.0.113.9',
      'x-real-ip': '203.0.113.9',
      'true-client-ip': '203.0.113.9',
    };
    await shop.send('POST', '/v1/auth/refresh', { headers, body: '{}' });
    expect(shop.objects.counted).toBe(before);
    expect((await tryToRenew('203.0.113.9')).headers.get('ratelimit-remaining') ?? 'refused').toBe('refused');
    expect(shop.objects.counted).toBe(before + 1);
  });

  it('cost nothing where answers are shared', async () => {
    const before = shop.objects.counted;
    await shop.get('/v1/products?limit=2', { 'cf-connecting-ip': '203.0.113.50' });
    expect(shop.objects.counted).toBe(before);
  });
});
