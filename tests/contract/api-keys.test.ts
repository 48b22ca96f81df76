import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKeys } from '#db/schema/people';
import { createPerson } from '#modules/identity';
import type { Permission } from '#platform/access/permission-table';
import { testContext } from '#platform/context.test-support';
import { fact, writeFacts } from '#platform/facts';
import { hashSecret, newSecret, randomIds } from '#platform/ids';
import { asJson, type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';

let shop: GatewayInNode;
beforeAll(async () => {
  shop = await startGatewayInNode();
}, 300_000);
afterAll(() => shop.stop());

const HOME = 'https://app.partner.example';
const PATH = '/v1/admin/roles';

/** A key of an owner of the company, lent one permission. */
async function newKey(
  change: { permissions?: Permission[]; corsOrigins?: string[]; plan?: 'standard' | 'high'; expiresAt?: Date } = {},
): Promise<{ secret: string; keyId: string; ownerId: string }> {
  const [ownerId, keyId, secret, now] = [randomIds.next(), randomIds.next(), newSecret('tk'), new Date().toISOString()];
  const owner = await createPerson(testContext(), {
    id: ownerId,
    kind: 'staff',
    name: 'Owner of keys',
    email: `${ownerId}@example.com`,
    language: 'en',
    grant: { role: 'owner', scope: 'all', limits: {}, expiresAt: null },
    grantedBy: 'test',
  });
  const key = fact(apiKeys, {
    id: keyId,
    ownerId,
    name: 'Test',
    prefix: secret.slice(0, 8),
    keyHash: await hashSecret(secret),
    permissions: change.permissions ?? ['roles.read'],
    corsOrigins: change.corsOrigins ?? [],
    plan: change.plan ?? 'standard',
    createdAt: now,
    expiresAt: (change.expiresAt ?? new Date(Date.now() + 86_400_000)).toISOString(),
    lastUsedAt: null,
    revokedAt: null,
  });
  await shop.db.batch([...owner, ...writeFacts([key])]);
  return { secret, keyId, ownerId };
}

const ask = (secret: string, headers: Record<string, string> = {}, path = PATH) =>
  shop.get(path, { authorization: `Bearer ${secret}`, ...headers });

describe('a key of a program', () => {
  it('does what it was lent and nothing else, however much its owner may do', async () => {
    const { secret } = await newKey();
    expect((await ask(secret)).status).toBe(200);
    expect((await ask(secret, {}, '/v1/admin/audit')).status).toBe(403);
    expect((await ask(`${secret}x`)).status).toBe(401);
  });

  it('can never show a second factor, nor change how its owner signs in', async () => {
    const { secret } = await newKey({ permissions: ['roles.write', 'identity.own'] });
    const init = { headers: { ...asJson, authorization: `Bearer ${secret}` }, body: '{}' };
    expect(await (await shop.send('POST', PATH, init)).json()).toMatchObject({ code: 'second_factor_required' });
    expect((await ask(secret, {}, '/v1/auth/sessions')).status).toBe(403);
  });

  it('costs one look at the records in five seconds', async () => {
    const { secret } = await newKey();
    await ask(secret);
    const statements: string[] = [];
    const query = shop.db.query.bind(shop.db);
    shop.db.query = ((statement: Parameters<typeof query>[0]) => {
      statements.push('read');
      return query(statement);
    }) as typeof query;
    for (let i = 0; i < 20; i++) expect((await ask(secret)).status).toBe(200);
    expect(statements.length).toBe(0);
    shop.aheadMs += 5_001;
    await ask(secret);
    shop.db.query = query;
    expect(statements.length).toBe(1);
  });

  it('opens nothing within seconds of being revoked, nor when it has run out', async () => {
    const { secret, keyId } = await newKey();
    expect((await ask(secret)).status).toBe(200);
    await shop.objects.revocations().revoke([{ kind: 'key', keyId }]);
    shop.aheadMs += 2_001;
    expect((await ask(secret)).status).toBe(401);
    const over = await newKey({ expiresAt: new Date(Date.now() - 1) });
    expect((await ask(over.secret)).status).toBe(401);
  });

  it('is read anew when what its owner may do has changed', async () => {
    const { secret, ownerId } = await newKey();
    expect((await ask(secret)).status).toBe(200);
    await shop.objects.revocations().revoke([{ kind: 'person', personId: ownerId }]);
    shop.aheadMs += 2_001;
    expect((await ask(secret)).status).toBe(200);
  });

  it('has the quota of its plan, told with every answer', async () => {
    const { secret } = await newKey();
    const first = await ask(secret);
    expect(first.headers.get('ratelimit-policy')).toBe('"api-standard";q=600;w=60');
    expect(first.headers.get('ratelimit-remaining')).toBe('599');
    const high = await newKey({ plan: 'high' });
    expect((await ask(high.secret)).headers.get('ratelimit-limit')).toBe('6000');
    const spent = await newKey();
    await shop.objects
      .rateLimiter(`api:key:${spent.keyId}`)
      .take({ name: 'api-standard', limit: 600, windowSeconds: 60 }, 600);
    const refused = await ask(spent.secret);
    expect([refused.status, refused.headers.get('ratelimit-remaining')]).toEqual([429, '0']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is used by pages of its own origins, which may read the answers, and by no others', async () => {
    const { secret } = await newKey({ corsOrigins: [HOME] });
    const preflight = await shop.send('OPTIONS', PATH, {
      headers: {
        origin: HOME,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const own = await ask(secret, { origin: HOME });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, HOME]);
    expect(own.headers.get('vary')?.toLowerCase()).toContain('origin');
    for (const origin of ['https://evil.example', 'null', `${HOME}.evil.example`, HOME.replace('https', 'http')]) {
      const answer = await ask(secret, { origin });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
    const ofPrograms = await newKey();
    expect((await ask(ofPrograms.secret, { origin: HOME })).status).toBe(403);
    expect((await ask(ofPrograms.secret)).status).toBe(200);
  });
});
