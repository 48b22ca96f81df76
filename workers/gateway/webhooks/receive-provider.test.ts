import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '#db/client';
import { testContext, testPersonalKeys } from '#platform/context.test-support';
import { stripeSignature } from '../../../scripts/providers/fake-stripe.ts';
import { createApp } from '../app.ts';
import type { Env } from '../env.ts';

const clock = { now: () => new Date('2026-11-22T12:00:00.000Z') };
const atSeconds = clock.now().getTime() / 1000;
const secret = 'whsec_of_this_test';

const env = {
  DATABASE_URL: 'postgresql://localhost/none',
  PERSONAL_KEYS: JSON.stringify(testPersonalKeys),
  SHOP_URL: 'http://shop.test',
  STRIPE_WEBHOOK_SECRET: secret,
} as unknown as Env;

/** Records that keep a call-back, or are away. */
function appWith(batch: Database['batch']) {
  const db = { batch, within: () => db } as unknown as Database;
  return createApp({
    openContext: (_, facts) => testContext({ ...facts, db }),
    openGateWorld: () => {
      throw new Error('Nobody is asked who they are');
    },
    clock,
  });
}

const body = JSON.stringify({ id: 'evt_1', type: 'something.new', data: { object: {} } }, null, 2);
const send = (path: string, init: { body?: string; signature?: string; batch?: Database['batch'] } = {}) => {
  const text = init.body ?? body;
  const headers = { 'stripe-signature': init.signature ?? stripeSignature(text, secret, atSeconds) };
  const stored: Database['batch'] = async () => [[], [{ status: 'ignored', attempts: 0 }]] as never;
  const app = appWith(init.batch ?? stored);
  const execution = {
    waitUntil: () => undefined,
    passThroughOnException: () => undefined,
    props: undefined,
    exports: {},
  };
  return app.fetch(
    new Request(`http://shop.test${path}`, { method: 'POST', headers, body: text }),
    env,
    execution as never,
  );
};

describe('call-backs of payment providers', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('are taken for their signature over the very bytes, spaces and all, without any other credential', async () => {
    const answer = await send('/webhooks/stripe');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ignored' }]);
    const compact = JSON.stringify(JSON.parse(body));
    expect(
      (await send('/webhooks/stripe', { body: compact, signature: stripeSignature(body, secret, atSeconds) })).status,
    ).toBe(401);
  });

  it('are told 401 for a wrong signature and nothing of why, 404 for a provider that is not set up', async () => {
    const forged = await send('/webhooks/stripe', { signature: stripeSignature(body, 'another secret', atSeconds) });
    expect(forged.status).toBe(401);
    expect(await forged.text()).not.toContain('evt_1');
    for (const path of ['/webhooks/razorpay', '/webhooks/paypal', '/webhooks/__proto__']) {
      expect((await send(path)).status).toBe(404);
    }
  });

  it('are refused before they are read when they are longer than any call-back', async () => {
    expect((await send('/webhooks/stripe', { body: 'x'.repeat(256 * 1024 + 1) })).status).toBe(413);
  });

  it('are asked for again while the records are away: nothing is acknowledged that is not kept', async () => {
    const answer = await send('/webhooks/stripe', { batch: () => Promise.reject(new Error('The database is away')) });
    expect(answer.status).toBeGreaterThanOrEqual(500);
  });
});
