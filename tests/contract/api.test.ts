import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows } from '#platform/access/require-permission';
import { errorTable } from '#platform/errors';
import type { OpenApiDocument } from '../../workers/gateway/openapi/document.ts';
import { routes } from '../../workers/gateway/rest/routes.ts';
import { sample } from '../../workers/gateway/rest/sample.ts';
import type { Route } from '../../workers/gateway/routing/define-route.ts';
import { asJson, asOperator, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';

let shop: GatewayInNode;
/** Somebody who may do everything and has just shown a second factor. */
let asOwner: { authorization: string };
beforeAll(async () => {
  shop = await startGatewayInNode();
  const claims = { mfa_at: Math.floor(Date.now() / 1000) };
  const token = await shop.identity.token({ grants: [{ role: 'owner', scope: 'all' }], claims });
  asOwner = { authorization: `Bearer ${token}` };
}, 300_000);
afterAll(() => shop.stop());

const strangers: Record<string, string>[] = [
  {},
  { authorization: 'Bearer wrong' },
  { authorization: 'Basic dTpw' },
  { cookie: 'operator=1' },
];
const someId = '019b76da-a800-7cb2-a0c0-eb02f1af4e4d';
const named = (route: Route): [string, Route] => [`${route.spec.method.toUpperCase()} ${route.spec.path}`, route];
const pathOf = ({ spec }: Route): string =>
  spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => spec.example?.params?.[name] ?? someId);
const forStaff = routes.filter(({ spec }) => !allows({ kind: 'anonymous' }, spec.permission, Date.now()));

/** About what an account has made or the firm it buys for: whoever asks here has none. */
const ofAnAccount: ReadonlySet<string> = new Set(['webhooks.manage', 'apps.manage', 'dealers.order']);

/** Reads that need neither objects, nor identity, nor records that only their owner has. */
function hasWorkingExample({ spec }: Route): boolean {
  const named = [...spec.path.matchAll(/\{(\w+)\}/g)].every(
    ([, name = '']) => spec.example?.params?.[name] !== undefined,
  );
  const needsMore =
    /carts|orders|totals|shards|health|people\/|prescriptions\/|auth\/|export/.test(spec.path) ||
    spec.permission.endsWith('.own');
  return spec.method === 'get' && named && !needsMore && !ofAnAccount.has(spec.permission);
}

describe('every operation', () => {
  it.each(forStaff.map(named))(
    '%s is closed to strangers and to wrong keys, before its input is read',
    async (_, route) => {
      for (const headers of strangers) {
        const answer = await shop.send(route.spec.method.toUpperCase(), pathOf(route), { headers });
        expect(answer.status).toBe(401);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    },
  );

  it('below /v1/admin needs a permission that strangers lack', () => {
    const open = routes.filter((route) => route.spec.path.startsWith('/v1/admin') && !forStaff.includes(route));
    expect(open).toEqual([]);
  });

  it('that is cached may be read by everybody and changes nothing', () => {
    for (const { spec } of routes.filter((route) => route.spec.cache !== undefined)) {
      expect([spec.path, spec.method, allows({ kind: 'anonymous' }, spec.permission, Date.now())]).toEqual([
        spec.path,
        'get',
        true,
      ]);
    }
  });

  it.each(routes.filter(hasWorkingExample).map(named))('%s: its example works', async (_, route) => {
    const query = new URLSearchParams(route.spec.example?.query).toString();
    const answer = await shop.get(`${pathOf(route)}?${query}`, forStaff.includes(route) ? asOwner : {});
    expect(answer.status).toBe(200);
  });

  it.each(routes.map(named))('%s refuses a parameter that it does not know, without repeating it', async (_, route) => {
    const answer = await shop.send(route.spec.method.toUpperCase(), `${pathOf(route)}?MARKER=MARKER`, {
      headers: { ...asOwner, ...asJson, 'idempotency-key': 'k' },
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('MARKER');
  });
});

describe('/metrics', () => {
  it('gives monitors with a key what Prometheus reads, and strangers nothing', async () => {
    const answer = await shop.get('/metrics', asOperator);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await answer.text()).toMatch(/^# HELP tincture_events_waiting .+\n# TYPE tincture_events_waiting gauge\n/);
    for (const headers of strangers) expect((await shop.get('/metrics', headers)).status).toBe(401);
  });
});

describe('a delivery', () => {
  it('of batches that are not in the records as it says is refused before it reaches a shelf', async () => {
    const line = { ...sample.batch, variantId: sample.variantId, quantity: 1 };
    const lines = [line, { ...line, mrpPaise: 1 }, { ...line, batchId: someId }];
    const answer = await shop.send('POST', `/v1/admin/stores/${sample.storeId}/stock`, {
      headers: { ...asOperator, ...asJson, 'idempotency-key': 'k' },
      body: JSON.stringify({ kind: 'receipt', lines }),
    });
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(['lines.1.batchId', 'lines.2.batchId']);
  });
});

it('names few of the parameters that are given twice, however many they are', async () => {
  const twice = Array.from({ length: 2_000 }, (_, i) => `p${i}=&p${i}=`).join('&');
  const answer = await shop.get(`/v1/carts/${someId}?${twice}`);
  expect(answer.status).toBe(400);
  expect((await answer.text()).length).toBeLessThan(4_000);
});

describe('the reference', () => {
  const read = async () => (await (await shop.get('/openapi.json')).json()) as OpenApiDocument;

  it('has every operation, each with its own id, its path parameters and an explained error', async () => {
    const document = await read();
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.values(methods).map((operation) => ({ path, operation })),
    );
    expect(operations.length).toBe(routes.length);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(routes.length);
    for (const { path, operation } of operations) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(new Set(declared.map(({ name }) => name))).toEqual(new Set(wanted));
      expect(Object.keys(operation.responses)).toContain('503');
    }
  });

  it('points only at schemas that it has', async () => {
    const document = await read();
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter((name) => document.components.schemas[name ?? ''] === undefined)).toEqual([]);
    expect(JSON.stringify(document)).not.toContain('$defs');
  });

  it('takes the Idempotency-Key wherever stock or money moves', async () => {
    const { paths } = await read();
    for (const path of ['/v1/carts/{cartId}/checkout', '/v1/admin/stores/{storeId}/stock']) {
      const header = paths[path]?.post?.parameters.find(({ name }) => name === 'idempotency-key');
      expect(header).toMatchObject({ in: 'header', required: true, schema: { maxLength: 255 } });
    }
  });

  it('is there for people too, without a script, and explains every code', async () => {
    const [reference, codes] = await Promise.all(['/docs', '/docs/errors'].map((path) => shop.get(path)));
    expect(reference?.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await reference?.text()).not.toContain('<script');
    const text = (await codes?.text()) ?? '';
    for (const code of Object.keys(errorTable)) expect(text).toContain(`id="${code}"`);
  });
});

describe('every answer', () => {
  it.each(['/v1/products?limit=1', '/v1/nowhere', '/v1/products?x=1', '/docs', '/v1/admin/sales'])(
    '%s is dressed',
    async (path) => {
      const { headers } = await shop.get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-request-id')).toMatch(/^[\w.-]{8,64}$/);
      expect(headers.get('cache-tag')).toBeNull();
      expect(headers.get('cache-control') ?? '').not.toContain('s-maxage');
    },
  );

  it('carries the request id of its caller, when that is a sane one', async () => {
    const echo = async (id: string) =>
      (await shop.get('/v1/stores', { 'x-request-id': id })).headers.get('x-request-id');
    expect(await echo('order-2026-11-22')).toBe('order-2026-11-22');
    expect(await echo('<script>alert(1)</script>')).not.toContain('script');
    expect(await echo('x'.repeat(500))).not.toContain('xxxx');
  });

  it('that is an error is a problem with the same request id', async () => {
    const answer = await shop.get('/v1/products/nothing-like-it', { 'x-request-id': 'my-request-1' });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: '/docs/errors#not_found',
      status: 404,
      code: 'not_found',
      requestId: 'my-request-1',
    });
  });

  it('has an ETag when it is cacheable, and 304 for whoever has it', async () => {
    const first = await shop.get('/v1/products?limit=2');
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await shop.get('/v1/products?limit=2', { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});

describe('who asks', () => {
  it('makes no difference to a shared answer: cookies and hosts never reach it', async () => {
    const plain = await (await shop.get('/v1/products?limit=4')).text();
    expect(
      await (await shop.get('/v1/products?limit=4', { cookie: 'session=1', 'x-forwarded-host': 'evil' })).text(),
    ).toBe(plain);
    expect((await shop.get('/v1/products?limit=4', { authorization: 'Bearer wrong' })).status).toBe(401);
  });

  it('as the operator gets the records themselves, never the cache', async () => {
    const before = shop.cache.entries;
    const answer = await shop.get('/v1/products?limit=7', asOperator);
    expect(answer.headers.get('server-timing')).toBe('db;desc="1"');
    expect(shop.cache.entries).toBe(before);
  });
});

describe('addresses and methods', () => {
  it('tells which methods an address takes', async () => {
    const answer = await shop.send('DELETE', '/v1/products');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const options = await shop.send('OPTIONS', '/v1/carts');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'POST, OPTIONS']);
  });

  it('answers HEAD as GET without the body', async () => {
    const head = await shop.send('HEAD', '/v1/products?limit=1');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('lets pages of other sites read the public API, and nothing else', async () => {
    const origin = { origin: 'https://elsewhere.example' };
    expect((await shop.get('/v1/products?limit=1', origin)).headers.get('access-control-allow-origin')).toBe('*');
    expect((await shop.get('/v1/admin/sales', origin)).headers.get('access-control-allow-origin')).toBeNull();
    const asked = { ...origin, 'access-control-request-method': 'POST' };
    const preflight = await shop.send('OPTIONS', '/v1/carts', { headers: asked });
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD');
  });

  it('sends another spelling of an address to the one that has rules', async () => {
    const answer = await shop.get('/v1/%61dmin/sales?from=2026-11-01&to=2026-11-02');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      308,
      '/v1/admin/sales?from=2026-11-01&to=2026-11-02',
    ]);
    for (const path of ['/v1/..%2fadmin', '//evil.example/', '/v1/products/%00']) {
      expect((await shop.get(path)).status).toBe(404);
    }
  });
});

describe('bodies', () => {
  const path = `/v1/admin/variants/${someId}/price`;
  const put = (body: BodyInit, headers: Record<string, string> = asJson) =>
    shop.send('PUT', path, { headers: { ...asOperator, ...headers }, body, duplex: 'half' } as RequestInit);

  it.each([
    ['not JSON', '{', 400],
    ['a name given twice', '{"price":1,"price":2}', 400],
    ['__proto__', '{"__proto__":{"amount":1}}', 400],
    ['NUL in text', '{"price":{"amount":1,"currency":"IN\\u0000R"}}', 400],
    ['too deep', `${'['.repeat(100)}${']'.repeat(100)}`, 400],
    ['too large', `"${'x'.repeat(1024 * 1024)}"`, 413],
  ])('are refused: %s', async (_, body, status) => {
    const answer = await put(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('are refused as another type than JSON, and in chunks past the limit', async () => {
    expect((await put('price=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    let left = 40;
    const chunks = new ReadableStream<Uint8Array>({
      pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(65_536).fill(32)) : controller.close()),
    });
    expect((await put(chunks)).status).toBe(413);
  });

  it('name every wrong field', async () => {
    const answer = await put(JSON.stringify({ price: { amount: -1, currency: 'USD' }, priceList: 'secret' }));
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path).sort()).toEqual(['price.amount', 'price.currency', 'priceList']);
  });
});
