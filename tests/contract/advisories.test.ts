import { exportSPKI, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_AUDIENCE, ACCESS_ISSUER } from '#platform/identity-door';
import { randomIds } from '#platform/ids';
import { asJson, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';
import type { TokenWish } from './identity-in-node.ts';

/** Weaknesses that are known of access tokens: one test each, named after the weakness. */

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
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowSeconds = () => Math.floor(Date.now() / 1000);

describe('access tokens', () => {
  it('are taken when they are ours', async () => {
    expect(await statusOf(STAFF_ONLY, bearer(await shop.identity.token(staff)))).toBe(200);
    expect(await statusOf(STAFF_ONLY, bearer(await shop.identity.token(customer)))).toBe(403);
  });

  it('algorithm none: unsigned ones are refused, however it is spelt', async () => {
    const [, payload] = (await shop.identity.token(staff)).split('.');
    for (const alg of ['none', 'None', 'NONE', '']) {
      const head = base64url({ alg, typ: 'at+jwt', kid: shop.identity.keyId });
      expect(await statusOf(STAFF_ONLY, bearer(`${head}.${payload}.`))).toBe(401);
    }
  });

  it('algorithm confusion: the public key is no HMAC secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(shop.identity.publicKey));
    const token = await new SignJWT({ sid: randomIds.next(), grants: staff.grants })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: shop.identity.keyId })
      .setSubject(randomIds.next())
      .setIssuer(ACCESS_ISSUER)
      .setAudience(ACCESS_AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(secret);
    expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(401);
  });

  it('key confusion: keys that the token brings itself, and ids of unknown keys, open nothing', async () => {
    const jwk = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' };
    const headers = [
      { jwk, kid: 'mine' },
      { jku: 'https://evil.example/jwks.json', kid: 'mine' },
      { kid: '../../dev/null' },
      { kid: "' or 1=1" },
    ];
    for (const header of headers) {
      expect(await statusOf(STAFF_ONLY, bearer(await shop.identity.token({ ...staff, header })))).toBe(401);
    }
  });

  it('key flooding: made-up key ids do not become calls', async () => {
    shop.aheadMs += 11_000;
    const before = shop.identity.asked;
    for (let i = 0; i < 30; i++) {
      const token = await shop.identity.token({ header: { kid: `made-up-${i}` } });
      expect(await statusOf(ACCOUNT, bearer(token))).toBe(401);
    }
    expect(shop.identity.asked - before).toBeLessThanOrEqual(1);
  });

  it.each([
    ['another audience', { aud: 'tincture-apps' }],
    ['no audience', { aud: undefined }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['no issuer', { iss: undefined }],
    ['a time that is over', { exp: 1 }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'never' }],
    ['a time to come', { nbf: 4_000_000_000 }],
    ['no person', { sub: undefined }],
    ['a person that is no id', { sub: 'operator' }],
    ['no session', { sid: undefined }],
    ['no time of issue', { iat: undefined }],
    ['no grants', { grants: undefined }],
    ['a role that does not exist', { grants: [{ role: 'root', scope: 'all' }] }],
    ['a field in a grant that is not known', { grants: [{ role: 'owner', scope: 'all', operator: true }] }],
  ])('claim confusion: a good signature over %s opens nothing', async (_, claims) => {
    const token = await shop.identity.token({ ...staff, claims });
    expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(401);
  });

  it('critical extensions that nobody understands are not passed over', async () => {
    const token = await shop.identity.token({ ...staff, header: { crit: ['exp'], exp: 1 } }).catch(() => undefined);
    const [, payload, signature] = (await shop.identity.token(staff)).split('.');
    const head = base64url({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: shop.identity.keyId,
      crit: ['http://x/y'],
      'http://x/y': 1,
    });
    for (const given of [token ?? 'x', `${head}.${payload}.${signature}`])
      expect(await statusOf(STAFF_ONLY, bearer(given))).toBe(401);
  });

  it('token type confusion: id tokens, logout tokens and untyped ones are no access tokens', async () => {
    for (const typ of ['JWT', 'logout+jwt', 'id+jwt', undefined]) {
      const token = await shop.identity.token({ ...staff, header: { typ } });
      expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(401);
    }
  });

  it('half-second-factor sessions: challenges, refresh tokens and magic links are no access tokens', async () => {
    const half = await shop.identity.token({ ...staff, claims: { sid: undefined, challenge: randomIds.next() } });
    for (const given of [
      half,
      'ref_8siz5IN0wvlkLGgrd9mtC-GvyFPI_aMyrKawbMMBphM',
      'chl_8siz5IN0wvlkLGgrd9mtC',
      'tk_',
      'tk_unknown',
    ]) {
      expect(await statusOf(STAFF_ONLY, bearer(given))).toBe(401);
      expect(await statusOf(STAFF_ONLY, cookie(given))).toBe(401);
    }
  });

  it('signature reuse: one that was good stays bound to its own bytes', async () => {
    const good = await shop.identity.token(customer);
    expect(await statusOf(STAFF_ONLY, bearer(good))).toBe(403);
    const [head, , signature] = good.split('.');
    const [, payload] = (await shop.identity.token(staff)).split('.');
    expect(await statusOf(STAFF_ONLY, bearer(`${head}.${payload}.${signature}`))).toBe(401);
    expect(await statusOf(STAFF_ONLY, bearer(`${good}A`))).toBe(401);
  });

  it('remembered tokens: one that is known runs out like any other', async () => {
    const token = await shop.identity.token(staff);
    expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(200);
    const before = shop.aheadMs;
    shop.aheadMs = before + 601_000;
    const answer = await shop.get(STAFF_ONLY, bearer(token));
    shop.aheadMs = before;
    expect([answer.status, await answer.json()]).toMatchObject([401, { reason: 'expired' }]);
  });

  it('stale permissions: what was revoked ends within five seconds, and new tokens of the same second are good', async () => {
    const personId = randomIds.next();
    const sessionId = randomIds.next();
    const old = await shop.identity.token({ ...staff, personId });
    const other = await shop.identity.token({ ...staff, sessionId });
    for (const token of [old, other]) expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(200);
    await shop.objects.revocations().revoke([
      { kind: 'person', personId },
      { kind: 'session', sessionId },
    ]);
    shop.aheadMs += 5_000;
    expect(await (await shop.get(STAFF_ONLY, bearer(old))).json()).toMatchObject({ status: 401, reason: 'expired' });
    expect(await (await shop.get(STAFF_ONLY, bearer(other))).json()).toMatchObject({ status: 401, reason: 'ended' });
    const iat = (Date.now() + shop.aheadMs) / 1000;
    const renewed = await shop.identity.token({ ...staff, personId, claims: { iat } });
    expect(await statusOf(STAFF_ONLY, bearer(renewed))).toBe(200);
  });

  it('fail open: whoever cannot be checked is not served, and strangers are', async () => {
    const token = await shop.identity.token(staff);
    expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(200);
    shop.objects.areGone = true;
    shop.aheadMs += 5_500;
    const refused = await shop.get(STAFF_ONLY, bearer(token));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await statusOf('/v1/products?limit=3', {})).toBe(200);
    shop.objects.areGone = false;
    expect(await statusOf(STAFF_ONLY, bearer(token))).toBe(200);
  });

  it('stale second factors: an old one, one of an app and one of the far future do not count', async () => {
    const path = `/v1/admin/people/${randomIds.next()}/restore`;
    const act = async (claims: Record<string, unknown>) =>
      shop.send('POST', path, {
        headers: { ...asJson, ...bearer(await shop.identity.token({ ...staff, claims })) },
        body: '{}',
      });
    const stale = [
      {},
      { mfa_at: nowSeconds() - 3_600 },
      { mfa_at: nowSeconds() + 86_400 },
      { mfa_at: nowSeconds(), client_id: 'app' },
    ];
    for (const claims of stale) {
      const answer = await act(claims);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        403,
        'second_factor_required',
      ]);
    }
    expect((await act({ mfa_at: nowSeconds() })).status).not.toBe(403);
  });
});
