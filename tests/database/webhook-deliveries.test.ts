import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Statement } from '#db/client';
import {
  createEndpoint,
  getDelivery,
  listDeliveries,
  type Network,
  replayFailed,
  sendDueDeliveries,
} from '#modules/webhooks';
import { randomIds } from '#platform/ids';
import { engines } from './engines.ts';
import { arnica, startedAt } from './placed-orders.ts';
import { HOUR_MS, MINUTE_MS, productChanged, webhookShop } from './webhook-shop.ts';

describe.each(engines)('a delivery, on $name', (kind) => {
  const shop = webhookShop(kind);

  it('is tried again after 5 s, 30 s, 2 min ... until it is taken, always as the same message', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    const seen: { id: string; atMs: number }[] = [];
    shop.receiver.behave = ({ id }) => {
      seen.push({ id, atMs: Date.now() - Date.parse(startedAt) });
      return seen.length < 5 ? 500 : 204;
    };
    await shop.sendFor(HOUR_MS);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
    const waits = seen.slice(1).map(({ atMs }, i) => (atMs - (seen[i]?.atMs ?? 0)) / 1000);
    for (const [i, least] of [5, 30, 120, 600].entries()) {
      expect(waits[i]).toBeGreaterThanOrEqual(least);
      expect(waits[i]).toBeLessThanOrEqual(least * 1.2 + 0.1);
    }
    expect(await shop.deliveries()).toMatchObject([{ status: 'delivered', attempts: 5 }]);
    expect(shop.receiver.refused).toEqual([]);
  });

  it('is not sent while its owner is suspended or may have no webhooks, and goes on after that', async () => {
    const owners = [await shop.partner(), await shop.partner()];
    for (const owner of owners) await shop.endpointOf(owner, ['product.changed']);
    const [suspended, demoted] = owners.map(({ actor }) => actor.personId);
    await shop.happen(productChanged());
    const set = (status: string, revokedAt: string | null) =>
      shop.engine.db.batch([
        sql`update people set status = ${status} where id = ${suspended}`,
        sql`update role_grants set revoked_at = ${revokedAt}::timestamptz where person_id = ${demoted}`,
      ]);
    await set('suspended', startedAt);
    expect(await shop.send()).toEqual({ delivered: 0, failed: 0 });
    expect(shop.receiver.taken).toEqual([]);
    await set('active', null);
    expect(await shop.send()).toEqual({ delivered: 2, failed: 0 });
  });

  it('waits inside one run for the first retry, so that a hiccup costs seconds', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    let tries = 0;
    shop.receiver.behave = () => (++tries === 1 ? 503 : 200);
    const wait = async (ms: number) => shop.passMs(ms);
    expect(await sendDueDeliveries(shop.system, shop.network, { untilMs: Date.now() + 8_000, wait })).toEqual({
      delivered: 1,
      failed: 1,
    });
  });

  it('waits for the earlier ones about its record, and for no other', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    const [other, later] = [randomIds.next(), randomIds.next()];
    const first = productChanged();
    shop.passMs(1);
    await shop.happen(productChanged(other), productChanged());
    await shop.happen(first, productChanged(later));
    shop.receiver.behave = ({ body }) =>
      body.data.productId === arnica && Date.now() < Date.parse(startedAt) + MINUTE_MS ? 500 : 200;
    await shop.send();
    expect(new Set(shop.receiver.taken.map(({ body }) => body.data.productId))).toEqual(new Set([other, later]));
    expect((await shop.deliveries()).filter(({ subject }) => subject === arnica)).toMatchObject([
      { status: 'waiting', attempts: 1 },
      { status: 'waiting', attempts: 0 },
    ]);
    await shop.sendFor(10 * MINUTE_MS);
    expect(shop.receiver.taken.slice(2).map(({ body }) => body.timestamp)).toEqual([
      first.body.occurredAt,
      new Date(Date.parse(startedAt) + 1).toISOString(),
    ]);
  });

  it('is given up after three days, and lets the next one of its record go', async () => {
    const endpoint = await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    shop.receiver.behave = () => 500;
    // Kept active: what is tested is the end of one delivery, not of the endpoint.
    const keepActive = sql`update webhook_endpoints set failing_since = null, consecutive_failures = 0`;
    for (let hour = 0; hour < 80; hour++) {
      await shop.sendFor(HOUR_MS);
      await shop.engine.db.query(keepActive);
    }
    expect((await shop.deliveries())[0]?.status).toBe('failed');
    shop.receiver.behave = () => 200;
    await shop.happen(productChanged());
    await shop.send();
    expect((await shop.deliveries()).map(({ status }) => status)).toEqual(['failed', 'delivered']);
    expect(await replayFailed(shop.system, { endpointId: endpoint.id, since: startedAt })).toEqual({ replayed: 1 });
    await shop.send();
    expect((await shop.deliveries()).map(({ status }) => status)).toEqual(['delivered', 'delivered']);
    expect(shop.kicks.count).toBe(1);
  });

  it('is sent again with the same webhook-id when a sender died before it could say how it went', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    let trips = 0;
    const batch = <T extends object>(statements: readonly Statement[]): Promise<T[][]> =>
      ++trips === 1 ? shop.engine.db.batch<T>(statements) : Promise.reject(new Error('killed'));
    const dying = { ...shop.system, db: { ...shop.engine.db, batch } };
    await expect(shop.send(dying)).rejects.toThrow('killed');
    expect(shop.receiver.taken).toHaveLength(1);
    await shop.send();
    expect(shop.receiver.taken).toHaveLength(1);
    shop.passMs(46_000);
    await shop.send();
    expect(shop.receiver.taken).toHaveLength(2);
    expect(shop.receiver.taken[1]?.id).toBe(shop.receiver.taken[0]?.id);
    expect(shop.receiver.taken[1]?.body).toEqual(shop.receiver.taken[0]?.body);
    expect(await shop.deliveries()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });

  it('is not sent by a sender that slept until its lease was nearly over', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    const batch = async <T extends object>(statements: readonly Statement[]): Promise<T[][]> => {
      const rows = await shop.engine.db.batch<T>(statements);
      shop.passMs(40_000);
      return rows;
    };
    await shop.send({ ...shop.system, db: { ...shop.engine.db, batch } });
    expect(shop.receiver.taken).toEqual([]);
    shop.passMs(46_000);
    await shop.send();
    expect(shop.receiver.taken).toHaveLength(1);
  });

  it('follows no redirect, reads no long answer and takes every 2xx', async () => {
    await shop.endpointOf(await shop.partner(), ['product.changed']);
    await shop.happen(productChanged());
    shop.receiver.location = `${shop.receiver.url}/elsewhere`;
    shop.receiver.behave = () => 302;
    await shop.send();
    shop.receiver.answerBody = 'x'.repeat(5_000_000);
    shop.receiver.behave = () => 202;
    await shop.sendFor(MINUTE_MS);
    expect(shop.receiver.taken.map(({ path }) => path)).toEqual(['/hooks']);
    const [{ id } = { id: '' }] = await shop.engine.db.query<{ id: string }>(sql`select id from webhook_deliveries`);
    const { log } = await getDelivery(shop.system, { deliveryId: id });
    expect(log.map(({ status, failure }) => [status, failure])).toEqual([
      [202, null],
      [302, 'HTTP 302: redirects are not followed'],
    ]);
  });

  it('goes to no host whose name leads inside, even if it led outside yesterday', async () => {
    const owner = await shop.partner();
    const endpoint = await createEndpoint(owner, {
      url: 'https://partner.example/hooks',
      eventTypes: ['product.changed'],
    });
    await shop.happen(productChanged());
    const called: string[] = [];
    const leadingTo = (addresses: string[]): Network => ({
      localTargets: false,
      resolveHost: async () => addresses,
      fetch: async (url) => {
        called.push(url);
        return new Response(null, { status: 204 });
      },
    });
    for (const addresses of [['10.0.0.7'], ['93.184.216.34', '127.0.0.1'], ['::ffff:169.254.169.254'], []]) {
      await shop.send(shop.system, leadingTo(addresses));
      shop.passMs(HOUR_MS);
    }
    expect(called).toEqual([]);
    await shop.send(shop.system, leadingTo(['93.184.216.34']));
    expect(called).toEqual(['https://partner.example/hooks']);
    const [last] = (await listDeliveries(owner, { endpointId: endpoint.id })).data;
    const { log } = await getDelivery(owner, { deliveryId: last?.id ?? '' });
    expect(log.map(({ failure }) => failure)).toEqual([
      null,
      'The host has no address',
      ...Array.from({ length: 3 }, () => 'The host is not on the public internet'),
    ]);
  });
});
