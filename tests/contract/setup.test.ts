import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { randomIds } from '#platform/ids';
import { openGate } from '../../workers/gateway/access/gate.ts';
import { type GatewayInNode, startGatewayInNode } from './gateway-in-node.ts';

let shop: GatewayInNode;
beforeAll(async () => {
  shop = await startGatewayInNode();
}, 300_000);
afterAll(() => shop.stop());
const whole = () => ({ ...shop.env });
let before: ReturnType<typeof whole>;

describe('a gateway that was not told what it must be', () => {
  beforeAll(() => {
    before = whole();
  });
  afterEach(() => {
    shop.env = { ...before };
  });

  it.each([
    ['no database', { DATABASE_URL: undefined }],
    ['no keys of personal data', { PERSONAL_KEYS: undefined }],
    ['a weak key of the operator', { OPERATOR_KEY: 'operator' }],
    ['no address of its own', { SHOP_URL: undefined }],
    ['an address without TLS', { SHOP_URL: 'http://shop.example' }],
  ])('serves nothing and says nothing: %s', async (_, wrong) => {
    shop.env = { ...before, ...wrong } as unknown as GatewayInNode['env'];
    for (const path of ['/', '/v1/products?limit=1', '/v1/admin/roles', '/docs', '/graphql', '/%61dmin']) {
      const answer = await shop.get(path);
      expect([path, answer.status]).toEqual([path, 503]);
      const text = await answer.text();
      for (const name of ['DATABASE_URL', 'PERSONAL_KEYS', 'OPERATOR_KEY', 'SHOP_URL'])
        expect(text).not.toContain(name);
    }
  });

  it('serves without a key of the operator: nobody is the operator then', async () => {
    shop.env = { ...before, OPERATOR_KEY: undefined } as unknown as GatewayInNode['env'];
    expect((await shop.get('/v1/products?limit=1')).status).toBe(200);
    expect((await shop.get('/v1/admin/roles', { authorization: 'Bearer undefined' })).status).toBe(401);
  });
});

it('what one isolate is told to stop trusting, every other one stops trusting within five seconds', async () => {
  let nowMs = Date.now();
  const clock = { now: () => new Date(nowMs) };
  const isolates = [openGate(clock), openGate(clock), openGate(clock)];
  const waitUntil = (work: Promise<unknown>) => void work;
  const sessionId = randomIds.next();
  const distrusting = async () => {
    await Promise.all(isolates.map(({ revocations }) => revocations.freshen(shop.objects.revocations, waitUntil)));
    return isolates.filter(({ revocations }) => revocations.isRevoked(`session:${sessionId}`, nowMs)).length;
  };
  expect(await distrusting()).toBe(0);
  await shop.objects.revocations().revoke([{ kind: 'session', sessionId }]);
  const asked = shop.objects.asked;
  await distrusting();
  expect(shop.objects.asked).toBe(asked);
  nowMs += 2_001;
  expect(await distrusting()).toBe(3);
  expect(shop.objects.asked).toBe(asked + 3);
});
